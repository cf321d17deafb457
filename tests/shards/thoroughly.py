"""Values of every type that a reading is made of, each field set at times: from the declarations alone."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(),
    bool: st.booleans(),
    int: st.integers(),
    float: st.floats() | st.integers(),
}


def any_of(hint: Any) -> st.SearchStrategy[Any]:
    """Values as a field of this type may hold them."""
    origin, args = get_origin(hint), get_args(hint)
    if hint in PLAIN:
        return PLAIN[hint]
    if dataclasses.is_dataclass(hint) or (isinstance(hint, type) and issubclass(hint, tuple)):
        return st.builds(hint, **{name: any_of(part) for name, part in get_type_hints(hint).items()})
    if origin in (Union, types.UnionType):
        return st.none() | st.one_of(any_of(arg) for arg in args if arg is not types.NoneType)
    if origin is tuple:
        parts = st.lists(any_of(args[0]), max_size=2).map(tuple)
        return parts if args[-1] is ... else st.tuples(*map(any_of, args))
    if origin is Literal:
        return st.sampled_from(args)
    assert issubclass(origin, Mapping), hint
    return st.dictionaries(st.text(), JSON, max_size=3)
