from fragile import fragile_extractor

__all__ = ["fragile_extractor"]
