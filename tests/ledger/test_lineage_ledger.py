"""What lineage leaves in the ledger: each pair once, families by the collections they were asked for."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from homes import Home
from small_readings import reading
from sqlalchemy import func, select

from sayso import ledger as ledgers
from sayso.ledger import Ledger, judgements, lineage, open_ledger, record
from sayso.ledger import families as kept_families
from sayso.ledger.lineage import Likeness
from sayso.ledger.lineage_tables import families, family_members, fingerprinted, reuses, samenesses
from sayso.ledger.speakers import Speakers
from sayso.lineage.links import Family, Passage, Publication, Telling, Voice
from sayso.types import Attribution, Reading, Resolution, Span

RECIPE = "recipe 1"
ONE, OTHER, THIRD = "Nine ships sank.", "Nine ships went down.", "The port is shut."
LATER = "2024-06-01T12:00:00Z"
PASSAGE = Passage(Span(0, 4), Span(10, 15), "edited", 0.8)


@pytest.fixture
def told() -> list[Reading]:
    return [reading(text, address=f"{n}.txt") for n, text in enumerate((ONE, OTHER, THIRD))]


@pytest.fixture
def held(ledger: Ledger, told: list[Reading]) -> Ledger:
    record(ledger, told, collection="main")
    return ledger


def _keys(ledger: Ledger) -> list[int]:
    """Of the documents, in the order they were recorded."""
    found = lineage.untraced(ledger, "another recipe", most=100, traced=False)
    return [document.key for document in found]


def _claims(ledger: Ledger) -> list[int]:
    with ledger.reading() as connection:
        return [one.claim for one in lineage.claims_of(connection, _keys(ledger))]


def _count(ledger: Ledger, table: object) -> int:
    with ledger.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())  # type: ignore[arg-type]


def test_documents_wait_for_fingerprints_then_for_links_and_then_for_nothing(held: Ledger) -> None:
    waiting = lineage.untraced(held, RECIPE, most=2, traced=False)
    assert [document.text for document in waiting] == [ONE, OTHER]
    assert not lineage.untraced(held, RECIPE, most=9, traced=True)
    lineage.note_fingerprinted(held, [d.key for d in waiting], RECIPE)
    assert [d.text for d in lineage.untraced(held, RECIPE, most=9, traced=False)] == [THIRD]
    assert [d.text for d in lineage.untraced(held, RECIPE, most=9, traced=True)] == [ONE, OTHER]
    lineage.note_traced(held, [d.key for d in waiting], RECIPE)
    assert not lineage.untraced(held, RECIPE, most=9, traced=True)
    assert lineage.known_keys(held, RECIPE) == 2


def test_another_recipe_knows_nothing_of_it(held: Ledger) -> None:
    lineage.note_fingerprinted(held, _keys(held), RECIPE)
    assert len(lineage.untraced(held, "recipe 2", most=9, traced=False)) == 3


def test_noted_twice_is_noted_once(held: Ledger) -> None:
    lineage.note_fingerprinted(held, _keys(held), RECIPE)
    lineage.note_traced(held, _keys(held), RECIPE)
    lineage.note_fingerprinted(held, _keys(held), RECIPE)
    assert lineage.known_keys(held, RECIPE) == 3
    assert not lineage.untraced(held, RECIPE, most=9, traced=True), "what was traced stays so"


def test_a_store_that_is_gone_is_made_anew(held: Ledger) -> None:
    lineage.note_fingerprinted(held, _keys(held), RECIPE)
    lineage.note_fingerprinted(held, _keys(held), "recipe 2")
    lineage.forget_fingerprints(held, RECIPE)
    assert (lineage.known_keys(held, RECIPE), lineage.known_keys(held, "recipe 2")) == (0, 3)
    lineage.forget_fingerprints(held)
    assert lineage.known_keys(held, "recipe 2") == 0


def test_the_stated_time_comes_with_a_document(ledger: Ledger) -> None:
    times = ["2024-05-01", "2024-05-01T10:00:00Z", "2024-05", None]
    record(
        ledger,
        [reading(ONE, address=f"{n}.txt", published=t) for n, t in enumerate(times)],
        collection="main",
    )
    found = [d.time for d in lineage.untraced(ledger, RECIPE, most=9, traced=False)]
    assert found == ["2024-05-01", "2024-05-01T10:00:00Z", "2024-05-01", ""]


def test_a_shared_passage_is_kept_once_whichever_way_it_is_told(held: Ledger) -> None:
    one, other, _ = _keys(held)
    lineage.keep_reuses(held, [(one, other, [PASSAGE])])
    with held.reading() as connection:
        first = lineage.reuses_of(connection, [other])
    turned = Passage(PASSAGE.other, PASSAGE.one, PASSAGE.manner, PASSAGE.likeness)
    lineage.keep_reuses(held, [(other, one, [turned])])
    with held.reading() as connection:
        assert lineage.reuses_of(connection, [one]) == first == {(one, other): (PASSAGE,)}
    assert _count(held, reuses) == 1


def test_what_is_found_later_replaces_what_was_known_of_a_pair(held: Ledger) -> None:
    one, other, third = _keys(held)
    lineage.keep_reuses(held, [(one, other, [PASSAGE]), (other, third, [PASSAGE])])
    lineage.keep_reuses(held, [(one, other, [])])
    lineage.keep_reuses(held, [])
    with held.reading() as connection:
        found = lineage.reuses_of(connection, [one, other, third])
    assert found == {(one, other): (), (other, third): (PASSAGE,)}


def test_compared_claims_are_kept_once_whichever_order(held: Ledger) -> None:
    one, other, third = _claims(held)
    unlike, like, alike = Likeness(0.2, True), Likeness(0.7, True), Likeness(0.9, False)
    lineage.keep_samenesses(held, {(other, one): unlike, (other, third): like})
    lineage.keep_samenesses(held, {(one, other): alike})
    with held.reading() as connection:
        assert lineage.samenesses_of(connection, [one]) == {(one, other): alike}
        assert lineage.samenesses_of(connection, [other]) == {(one, other): alike, (other, third): like}
    assert _count(held, samenesses) == 2


def test_many_values_do_not_pass_the_databases_bounds(held: Ledger) -> None:
    many = range(1, 3 * lineage.MANY)
    with held.reading() as connection:
        assert len(lineage.texts(held, list(many))) == 3
        assert lineage.reuses_of(connection, list(many)) == {}
        assert len(lineage.claims_of(connection, list(many))) == 3


def test_only_claims_of_current_readings_are_held(held: Ledger, told: list[Reading]) -> None:
    better = reading(ONE, address="0.txt", claims=["Nine ships"], method="better 1", retrieved=LATER)
    record(held, [better], collection="main")
    old, new = told[0].claims[0].id, better.claims[0].id
    with held.reading() as connection:
        assert [one.id for one in lineage.held(connection, [old, new], ())] == [new]


def test_what_another_collection_holds_is_not_seen(held: Ledger) -> None:
    apart = reading("Nine ships were lost.", address="apart.txt")
    record(held, [apart], collection="other")
    claim, document = apart.claims[0].id, apart.document.id
    with held.reading() as connection:
        assert not lineage.held(connection, [claim], ("main",))
        assert lineage.held(connection, [claim], ("other",))
        assert lineage.held(connection, [claim], ("main", "other"))
        assert lineage.held(connection, [claim], ()), "no collection: all of them"
        assert not lineage.visible(connection, [document], ("main",))
        assert lineage.visible(connection, [document], ("other",)) == [document]
        [one] = lineage.held(connection, [claim], ())
        assert lineage.seen(connection, [one.document], ("main",)) == set()
        assert lineage.seen(connection, [one.document], ("other",)) == {one.document}


def test_revisions_are_known(ledger: Ledger) -> None:
    first = reading(ONE)
    second = reading(f"{ONE} Ten.", retrieved=LATER)
    record(ledger, [first, second], collection="main")
    with ledger.reading() as connection:
        both = [first.document.id, second.document.id]
        assert lineage.revised(connection, both) == {second.document.id: first.document.id}


def _family(readings: Sequence[Reading], count: int) -> Family:
    told = tuple(
        Telling(r.claims[0].id, r.document.id, 0, r.claims[0].content, r.document.text, ((),), "asserted")
        for r in readings
    )
    publications = {
        r.document.id: Publication(r.document.id, r.document.address, None, None) for r in readings
    }
    return Family(
        tellings=told,
        publications=publications,
        links=(),
        undecided=(),
        origins=(),
        state="not established",
        count=count,
        low=count,
        high=len(told),
        circles=(),
        clashes=(),
        why="a test",
    )


def _kept(ledger: Ledger, collections: Sequence[str], state: str | None = None) -> list[list[int]]:
    with ledger.reading() as connection:
        return kept_families.inflated(connection, collections, most=10, state=state)


def test_the_most_inflated_family_comes_first(held: Ledger, told: list[Reading]) -> None:
    one, other, third = _claims(held)
    two_each = (_family(told[:2], 2), [one, other])
    three_of_one = (_family(told, 1), [one, other, third])
    kept_families.keep_families(held, ("main",), [two_each, three_of_one])
    assert [sorted(claims) for claims in _kept(held, ("main",))] == [[one, other, third], [one, other]]
    assert _kept(held, ("main",), "independent") == []
    assert len(_kept(held, ("main",), "not established")) == 2


def test_families_are_kept_for_the_collections_they_were_asked_for(held: Ledger, told: list[Reading]) -> None:
    one, other, _ = _claims(held)
    found = [(_family(told[:2], 1), [one, other])]
    kept_families.keep_families(held, ("main", "other"), found)
    assert _kept(held, ("main",)) == []
    assert _kept(held, ("other", "main")) == [[one, other]], "their order does not matter"


def test_tracing_again_replaces_what_was_kept(held: Ledger, told: list[Reading]) -> None:
    one, other, third = _claims(held)
    kept_families.keep_families(held, ("main",), [(_family(told[:2], 1), [one, other])])
    kept_families.keep_families(held, ("main",), [(_family(told, 1), [one, other, third])])
    assert _kept(held, ("main",)) == [[one, other, third]]
    assert (_count(held, families), _count(held, family_members)) == (1, 3)
    kept_families.keep_families(held, ("main",), [])
    assert (_count(held, families), _count(held, family_members)) == (0, 0)


def test_a_forgotten_document_leaves_nothing_of_its_lineage(held: Ledger, told: list[Reading]) -> None:
    one, other, third = _keys(held)
    claims = _claims(held)
    lineage.note_fingerprinted(held, [one, other, third], RECIPE)
    lineage.keep_reuses(held, [(one, other, [PASSAGE]), (other, third, [PASSAGE])])
    like = Likeness(0.9, False)
    lineage.keep_samenesses(held, {(claims[0], claims[1]): like, (claims[1], claims[2]): like})
    kept_families.keep_families(held, ("main",), [(_family(told, 1), claims)])
    ledgers.forget(held, told[1].document.id, who="Anna", why="asked")
    assert [_count(held, t) for t in (fingerprinted, reuses, samenesses)] == [2, 0, 0]
    assert all(claims[1] not in members for members in _kept(held, ("main",)))
    assert lineage.texts(held, [one, other, third]) == {one: ONE, third: THIRD}


def test_a_family_whose_first_telling_was_forgotten_keeps_its_others(
    held: Ledger, told: list[Reading]
) -> None:
    """Two articles remain, and what they have in common with it."""
    claims = _claims(held)
    kept_families.keep_families(held, ("main",), [(_family(told, 1), claims)])
    ledgers.forget(held, told[0].document.id, who="Anna", why="asked")
    assert [sorted(members) for members in _kept(held, ("main",))] == [claims[1:]]


def test_a_ledger_made_before_lineage_gets_its_tables(home: Home) -> None:
    address = home.made()
    ledger = open_ledger(address)
    assert _count(ledger, families) == 0
    ledger.close()


def _speaking(text: str, *said: tuple[str, str], resolved: str | None = None) -> Reading:
    """A text in which each of some sources (words, kind) says all of it."""
    bare = reading(text, claims=[text])
    content = bare.claims[0].content
    made = []
    for source, kind in said:
        start = text.index(source)
        who = Resolution(Span(start, start + len(source)), resolved, "a test") if resolved else None
        made.append(
            Attribution((Span(start, start + len(source)),), (), content, kind, resolved=who)  # type: ignore[arg-type]
        )
    return Reading(bare.document, bare.method, tuple(made), bare.claims)


def _voices(ledger: Ledger, read: Reading) -> tuple[Voice, ...]:
    with ledger.reading() as connection:
        return Speakers(connection).of(read)


def test_names_of_one_person_are_one_actor(ledger: Ledger) -> None:
    names = (
        "Governor Marta Quell",
        "Marta Quell",
        "The governor of Upper Lenn, Marta Quell,",
        "Marta Quell, the governor of Upper Lenn,",
    )
    found = [_voices(ledger, _speaking(f"{name} said so.", (name, "person")))[0] for name in names]
    assert len({voice.actor for voice in found}) == 1
    assert found[0].actor is not None
    assert all(voice.name and not voice.name.endswith(",") for voice in found)
    assert all("Marta Quell" in (voice.name or "") for voice in found)


def test_a_description_is_the_one_person_of_the_reading_that_it_fits(ledger: Ledger) -> None:
    text = "The governor said so; Governor Marta Quell said more; the director said nothing."
    read = _speaking(
        text,
        ("The governor", "unnamed_person"),
        ("Governor Marta Quell", "person"),
        ("the director", "unnamed_person"),
    )
    governor, quell, director = _voices(ledger, read)
    assert governor.actor == quell.actor is not None
    assert director.actor is None


def test_a_description_that_fits_two_is_neither(ledger: Ledger) -> None:
    text = "The governor said so; Governor Marta Quell and Governor Abel Morrick said more."
    read = _speaking(
        text,
        ("The governor", "unnamed_person"),
        ("Governor Marta Quell", "person"),
        ("Governor Abel Morrick", "person"),
    )
    assert _voices(ledger, read)[0].actor is None


def test_a_pronoun_is_whom_it_stands_for(ledger: Ledger) -> None:
    [voice] = _voices(ledger, _speaking("She said so.", ("She", "person"), resolved="Marta Quell"))
    assert voice.actor == _voices(ledger, _speaking("Marta Quell.", ("Marta Quell", "person")))[0].actor
    assert voice.name == "Marta Quell"


def test_names_that_people_decided_are_one_are_one(ledger: Ledger) -> None:
    one = _speaking("Marta Quell said so.", ("Marta Quell", "person"))
    other = _speaking("Marthe Kvell said so.", ("Marthe Kvell", "person"))
    record(ledger, [one, other], collection="main")
    assert _voices(ledger, one)[0].actor != _voices(ledger, other)[0].actor
    judgements.on_names(ledger, "Marta Quell", "Marthe Kvell", "same", who="Anna", why="a translation")
    assert _voices(ledger, one)[0].actor == _voices(ledger, other)[0].actor
    judgements.on_names(ledger, "Marta Quell", "Marthe Kvell", "different", who="Ben", why="no")
    assert _voices(ledger, one)[0].actor != _voices(ledger, other)[0].actor
