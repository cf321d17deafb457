"""A ledger of any age is brought up to date, and nothing else is taken for one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from dumps import rows
from homes import Home
from small_readings import reading
from sqlalchemy import Connection

from sayso.errors import StopRun
from sayso.ledger import Ledger, open_ledger, record, schema, status, tables


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """PostgreSQL's copies are written where one is."""
    monkeypatch.chdir(tmp_path)
    yield


@pytest.mark.filterwarnings("ignore:autogenerate skipping .* 'places_name_index'")
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_the_tables_are_as_the_migrations_leave_them(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        found = MigrationContext.configure(
            connection, opts={"include_object": _is_ours, "compare_type": True}
        )
        assert compare_metadata(found, tables.metadata) == []


def _is_ours(thing: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
    return not (kind == "table" and re.fullmatch(r"(claims|documents)_words(_\w+)?", name or ""))


def test_every_migration_is_known() -> None:
    names = [f.name for f in files("sayso.ledger.migrations.versions").iterdir() if f.name[0].isdigit()]
    assert tuple(sorted(name[:4] for name in names)) == schema.VERSIONS


def _made_at(home: Home, version: str) -> str:
    """A ledger as it was at an older version."""
    address = home.fresh()
    older = schema.VERSIONS[: schema.VERSIONS.index(version) + 1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "VERSIONS", older)
        patch.setattr(schema, "_migrate", lambda connection: _migrate(connection, version))
        open_ledger(address, create=True).close()
    return address


def _migrate(connection: Connection, version: str) -> None:
    config = schema._config()
    config.attributes["connection"] = connection
    command.upgrade(config, version)


@pytest.mark.parametrize("version", schema.VERSIONS[:-1])
def test_an_older_ledger_is_migrated_with_a_copy_first(home: Home, tmp_path: Path, version: str) -> None:
    address = _made_at(home, version)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "VERSIONS", (version,))
        with closing(open_ledger(address)) as old:
            record(old, [reading("Nine ships were lost.")], collection="main")
            with old.reading() as connection:
                assert schema.version(connection) == version
    with closing(open_ledger(address)) as new:
        assert status(new).schema == schema.VERSIONS[-1]
        assert status(new).documents == 1
        found = rows(new)
        (copy,) = [p for p in tmp_path.iterdir() if f"schema-{version}" in p.name and p.suffix != ".part"]
        assert [path for path, _ in status(new).backups] == [str(copy.absolute())]
    with closing(open_ledger(home.restored(copy))) as restored:
        again = rows(restored)
    for table in ("documents", "readings", "claims", "claims_words", "custody"):
        assert again[table] == found[table]


def test_a_newer_ledger_is_refused(home: Home) -> None:
    address = home.made()
    home.execute(address, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StopRun, match=r"schema 9999 is newer .* pip install -U sayso"):
        open_ledger(address)


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TABLE customers (name text)"],
        ["CREATE TABLE customers (name text)", "CREATE TABLE alembic_version (version_num text)"],
    ],
)
def test_a_database_of_something_else_is_left_alone(home: Home, statements: list[str]) -> None:
    address = home.fresh()
    for statement in statements:
        home.execute(address, statement)
    with pytest.raises(StopRun, match=r"customers.*Name another"):
        open_ledger(address, create=True)


def test_where_there_is_none_it_is_said(home: Home) -> None:
    address = home.fresh()
    with pytest.raises(StopRun, match="sayso add PATH"):
        open_ledger(address)


def test_opening_twice_makes_it_once(home: Home) -> None:
    address = home.fresh()
    with (
        closing(open_ledger(address, create=True)) as first,
        closing(open_ledger(address, create=True)) as again,
    ):
        record(again, [reading("Nine ships were lost.")], collection="main")
        assert status(first).documents == 1
