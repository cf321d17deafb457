"""The types of Sayso as plain JSON and back, whole: one codec for all of them, made from their declarations.

A dataclass is an object without the fields that have their defaults; tuples are arrays. What comes back is
checked as strictly as the declarations are written: a file of another version must not be half understood.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache, partial
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")

Encode = Callable[[Any], Any]
Decode = Callable[[Any], Any]


class Misfit(ValueError):
    """What was stored is not what the type declares."""


def encode(thing: object) -> Any:  # noqa: ANN401 - plain JSON of any shape
    """A dataclass of ours as what `json` writes."""
    kind: Any = type(thing)
    encoder = _encoder(kind)
    return encoder(thing) if encoder else thing


def decode(kind: type[T], plain: object) -> T:
    """The same from what `json` reads.

    Raises:
        Misfit: a field is missing, unknown, or of another type than it is declared with.
    """
    decoder: Callable[[object], T] = _decoder(cast(Any, kind))
    return decoder(plain)


@cache
def _encoder(hint: Any) -> Encode | None:  # noqa: ANN401 - a type as it is declared
    """None where `json` writes the value as it is: tuples and named tuples become arrays by themselves."""
    if is_dataclass(hint):
        return _object_encoder(hint)
    inner = [_encoder(part) for part in get_args(hint) if get_origin(hint) in (tuple, Union, types.UnionType)]
    encoder = next((each for each in inner if each), None)
    if encoder is None:
        return None
    if get_origin(hint) is tuple:
        return lambda value: [encoder(item) for item in value]
    return lambda value: None if value is None else encoder(value)


def _object_encoder(kind: Any) -> Encode:  # noqa: ANN401 - a dataclass
    hints = _hints(kind)
    parts = [(f.name, _default(f), _encoder(hints[f.name])) for f in fields(kind)]

    def encode_object(value: Any) -> dict[str, Any]:  # noqa: ANN401
        made = {}
        for name, default, encoder in parts:
            item = getattr(value, name)
            if default is MISSING or item != default:
                made[name] = encoder(item) if encoder else item
        return made

    return encode_object


def _default(field: Field[Any]) -> Any:  # noqa: ANN401 - of any type
    return field.default if field.default_factory is MISSING else field.default_factory()


@cache
def _decoder(hint: Any) -> Decode:  # noqa: ANN401 - a type as it is declared
    origin, args = get_origin(hint), get_args(hint)
    if is_dataclass(hint):
        return _object_decoder(hint)
    if origin is tuple:
        return _list_decoder(args[0]) if args[-1] is ... else _array_decoder(tuple, args)
    if isinstance(hint, type) and issubclass(hint, tuple):
        return _array_decoder(partial(tuple.__new__, hint), tuple(_hints(hint).values()))
    return _single_decoder(hint)


def _single_decoder(hint: Any) -> Decode:  # noqa: ANN401 - a type as it is declared
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _optional_decoder(args)
    if origin is Literal:
        return _one_of(frozenset(args))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _exactly(dict)  # its values are JSON already
    return _exactly(int, float) if hint is float else _exactly(hint)


@cache
def _hints(kind: Any) -> dict[str, Any]:  # noqa: ANN401 - a dataclass or a named tuple
    return get_type_hints(kind)


def _object_decoder(kind: Any) -> Decode:  # noqa: ANN401 - a dataclass
    hints = _hints(kind)
    decoders = {f.name: _decoder(hints[f.name]) for f in fields(kind)}
    known, needed = decoders.keys(), {f.name for f in fields(kind) if _default(f) is MISSING}

    def decode_object(value: Any) -> Any:  # noqa: ANN401
        if type(value) is not dict:
            raise _misfit(value, kind.__name__)
        if not value.keys() <= known:
            raise Misfit(f"{kind.__name__} has no {', '.join(sorted(value.keys() - known))}")
        if not needed <= value.keys():
            raise Misfit(f"{kind.__name__} lacks {', '.join(sorted(needed - value.keys()))}")
        return kind(**{name: decoders[name](item) for name, item in value.items()})

    return decode_object


def _optional_decoder(args: tuple[Any, ...]) -> Decode:
    [decoder] = [_decoder(arg) for arg in args if arg is not types.NoneType]
    return lambda value: None if value is None else decoder(value)


def _list_decoder(part: Any) -> Decode:  # noqa: ANN401 - a type as it is declared
    decoder = _decoder(part)

    def decode_list(value: Any) -> tuple[Any, ...]:  # noqa: ANN401
        if type(value) is not list:
            raise _misfit(value, "an array")
        return tuple([decoder(item) for item in value])

    return decode_list


def _array_decoder(make: Callable[[Any], Any], parts: tuple[Any, ...]) -> Decode:
    decoders = [_decoder(part) for part in parts]
    same = parts[0] if len(set(parts)) == 1 and parts[0] in (int, str) else None

    def decode_array(value: Any) -> Any:  # noqa: ANN401
        if type(value) is not list or len(value) != len(decoders):
            raise _misfit(value, f"an array of {len(decoders)}")
        # Most of a reading is spans: this takes half the time.
        if same and all(type(item) is same for item in value):
            return make(value)
        return make([decoder(item) for decoder, item in zip(decoders, value, strict=True)])

    return decode_array


def _one_of(choices: frozenset[str]) -> Decode:
    def decode_choice(value: Any) -> Any:  # noqa: ANN401
        if type(value) is not str or value not in choices:
            raise _misfit(value, f"one of {', '.join(sorted(choices))}")
        return value

    return decode_choice


def _exactly(*kinds: type) -> Decode:
    wanted = " or ".join(kind.__name__ for kind in kinds)

    def decode_exactly(value: Any) -> Any:  # noqa: ANN401
        # Not `isinstance`: True is an int for Python, and no number here.
        if type(value) not in kinds:
            raise _misfit(value, wanted)
        return value

    return decode_exactly


def _misfit(value: object, wanted: str) -> Misfit:
    return Misfit(f"{str(value)[:60]!r} is not {wanted}")
