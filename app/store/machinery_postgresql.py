"""What PostgreSQL does by itself: tables of links, totals, the index of words, and the guard of the history.

The functions run with the owner's rights on a fixed search path: nobody needs, or has, the right to write what
they keep. Every statement can be run again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

from app.domain.entities import ENTITIES
from app.domain.fields import Links
from app.store.access import hidden
from app.store.chain import FIRST_HASH
from app.store.layout import Layout, ListTable, layout, quoted

_TRIGGERS = """
SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) FROM pg_trigger
 WHERE NOT tgisinternal AND tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)"""

LOCK = 7_001
"""The advisory lock taken last, before the history: rows are numbered in the order they are committed."""

CHANNEL = "cabina"
_ODD = "’‘«»“”"
_PLAIN = '\'\'""""'


def clear(run: Callable[[str], object], ask: Callable[[str], Sequence[Sequence[object]]]) -> None:
    """Take the triggers away: they would stand in a migration's way."""
    for (drop,) in ask(_TRIGGERS):
        run(str(drop))


def statements() -> list[str]:
    """The DDL of all functions, triggers and word indexes, in order."""
    found = [*_words_functions(), *_chain(), *_witness(), *_who_is_there(), *_accounts()]
    for entity in ENTITIES.values():
        where = layout(entity)
        found += [*_lists(where), *_totals(where), *_words(where), *_watched(where)]
    return found


def _function(name: str, body: str, returns: str = "trigger", how: str = "LANGUAGE plpgsql SECURITY DEFINER") -> str:
    path = "SET search_path = public, pg_temp" if "SECURITY DEFINER" in how else ""
    return f"CREATE OR REPLACE FUNCTION {name} RETURNS {returns} {how} {path} AS $cabina$ {body} $cabina$"


def _trigger(name: str, table: str, when: str, call: str, kind: str = "TRIGGER", each: str = "ROW") -> list[str]:
    timing, _, more = when.partition(" | ")
    made = f"CREATE {kind} {quoted(name)} {timing} ON {quoted(table)} {more} FOR EACH {each} EXECUTE FUNCTION {call}"
    return [f"DROP TRIGGER IF EXISTS {quoted(name)} ON {quoted(table)}", made]


# ---------------------------------------------------------------- words


def _words_functions() -> Iterator[str]:
    """Folding is ours and immutable: no extension has to be installed (unaccent is often missing)."""
    odd, plain = f"'{_ODD}' || chr(160)", "'" + _PLAIN.replace("'", "''") + " '"
    bare = f"SELECT lower(regexp_replace(normalize(translate($1, {odd}, {plain}), NFKD), '[\\u0300-\\u036f]', '', 'g'))"
    yield _function("cabina_bare(text)", bare, "text", "LANGUAGE sql IMMUTABLE PARALLEL SAFE")
    words = "SELECT to_tsvector('simple'::regconfig, regexp_replace(public.cabina_bare($1), '[^[:alnum:]]+', ' ', 'g'))"
    yield _function("cabina_words(text)", words, "tsvector", "LANGUAGE sql IMMUTABLE PARALLEL SAFE")
    short = """regexp_replace(lower($1), '[][" ]|:[^",]*', '', 'g')"""
    marked = f"regexp_replace('@' || replace({short}, ',', ',@'), '^@$', '')"
    codes = f"SELECT array_to_tsvector(array_remove(string_to_array({marked}, ','), ''))"
    yield _function("cabina_codes(text)", codes, "tsvector", "LANGUAGE sql IMMUTABLE PARALLEL SAFE")


def _words(where: Layout) -> Iterator[str]:
    """A stored tsvector: the words of the texts, and the codes of the linked records as `@code`."""
    texts = " || ' ' || ".join(f"coalesce({quoted(name)}, '')" for name in where.searched)
    parts = [f"cabina_words({texts})", *(f"cabina_codes(coalesce({quoted(n)}, ''))" for n in where.searched_links)]
    table = quoted(where.table)
    index = quoted(f"ix_{where.table}_search")
    made = " || ".join(parts)
    mark = hashlib.sha256(made.encode()).hexdigest()  # made again only when it says something else: it reads every row
    yield f"""
    DO $cabina$ BEGIN
      IF NOT EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attname = 'search'
          AND NOT attisdropped AND col_description(attrelid, attnum) = '{mark}') THEN
        ALTER TABLE {table} DROP COLUMN IF EXISTS search;
        ALTER TABLE {table} ADD COLUMN search tsvector GENERATED ALWAYS AS ({made}) STORED;
        CREATE INDEX {index} ON {table} USING gin (search) WITH (fastupdate = off);
        COMMENT ON COLUMN {table}.search IS '{mark}';
      END IF;
    END $cabina$"""


# ---------------------------------------------------------------- history


def _chain() -> Iterator[str]:
    """Every row of the history is numbered, dated, signed with the login and chained by the server itself."""
    parts = ", ".join(
        ["NEW.seq", "to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US') || '+00:00'"]
        + [f"coalesce(NEW.{name}::text, '')" for name in (
            "who", "deed", "unit", "entity", "record", "version", "code", "visibility", "before", "after", "secret")]
    )  # fmt: skip
    body = f"""
    DECLARE last_seq bigint; last_hash text; started text;
    BEGIN
      PERFORM pg_advisory_xact_lock({LOCK});
      SELECT seq, hash INTO last_seq, last_hash FROM change ORDER BY seq DESC LIMIT 1;
      NEW.seq := coalesce(last_seq, 0) + 1;
      NEW.at := clock_timestamp();
      NEW.who := session_user;
      started := current_setting('cabina.unit', true);
      IF started IS NULL OR started = '' THEN
        PERFORM set_config('cabina.unit', NEW.seq::text, true);
        NEW.unit := NEW.seq;
      ELSE
        NEW.unit := started::bigint;
      END IF;
      last_hash := coalesce(last_hash, '{FIRST_HASH}');
      NEW.hash := encode(sha256(convert_to(concat_ws(chr(31), last_hash, {parts}), 'UTF8')), 'hex');
      RETURN NEW;
    END"""
    yield _function("cabina_chain()", body)
    yield from _trigger("change_chain", "change", "BEFORE INSERT", "cabina_chain()")
    yield _function("cabina_ring()", f"BEGIN PERFORM pg_notify('{CHANNEL}', ''); RETURN NULL; END")
    yield from _trigger("change_ring", "change", "AFTER INSERT", "cabina_ring()", each="STATEMENT")


def _witness() -> Iterator[str]:
    """A record written around the program fails, or has left its trace in the history."""
    missing = "RAISE EXCEPTION 'cabina: no history' USING DETAIL = TG_TABLE_NAME || ' ' || {row}.code"
    body = f"""
    BEGIN
      IF TG_OP = 'DELETE' THEN
        PERFORM 1 FROM change WHERE entity = TG_TABLE_NAME AND record = OLD.id AND after IS NULL;
        IF NOT FOUND THEN {missing.format(row="OLD")}; END IF;
      ELSE
        PERFORM 1 FROM change WHERE entity = TG_TABLE_NAME AND record = NEW.id AND version = NEW.version;
        IF NOT FOUND THEN {missing.format(row="NEW")}; END IF;
      END IF;
      RETURN NULL;
    END"""
    yield _function("cabina_witness()", body)
    # Depth 1 is a person's own statement; deeper ones are ours: totals, lists, codes renamed by a foreign key.
    step = f"""
    BEGIN
      IF pg_trigger_depth() = 1 AND NEW.version <> OLD.version + 1 THEN {missing.format(row="NEW")}; END IF;
      RETURN NEW;
    END"""
    yield _function("cabina_step()", step)


def _watched(where: Layout) -> Iterator[str]:
    later = " | DEFERRABLE INITIALLY DEFERRED"
    for verb, when in (("new", "AFTER INSERT"), ("edited", "AFTER UPDATE OF version"), ("gone", "AFTER DELETE")):
        name = f"{where.table}_witness_{verb}"
        yield from _trigger(name, where.table, when + later, "cabina_witness()", "CONSTRAINT TRIGGER")
    yield from _trigger(f"{where.table}_step", where.table, "BEFORE UPDATE", "cabina_step()")


# ---------------------------------------------------------------- who


def _who_is_there() -> Iterator[str]:
    how = "LANGUAGE sql STABLE SECURITY DEFINER"
    mine = "a.login = session_user AND a.archived_at IS NULL AND a.active IS NOT FALSE"
    yield _function("cabina_person()", f"SELECT a.person::text FROM account a WHERE {mine}", "text", how)
    kinds = " ".join(f"WHEN '{one.name}' THEN RETURN {hidden(one, 'record')};" for one in ENTITIES.values())
    unseen = f"BEGIN CASE entity {kinds} ELSE RETURN false; END CASE; END"
    owner = "LANGUAGE plpgsql STABLE SECURITY DEFINER"  # whoever may not see a record cannot tell it from none
    yield _function("cabina_hidden(entity text, record bigint)", unseen, "boolean", owner)
    actor = f"SELECT p.actor::text FROM account a JOIN person p ON p.code = a.person WHERE {mine}"
    yield _function("cabina_actor()", actor, "text", how)


def _accounts() -> Iterator[str]:
    """The account says which roles a login has; the server's own memberships follow it."""
    body = """
    DECLARE held text; wanted text[] := '{}'; who text := coalesce(NEW.login, OLD.login);
    BEGIN
      IF TG_OP <> 'DELETE' THEN
        IF NEW.archived_at IS NULL AND NEW.active IS NOT FALSE THEN
          SELECT coalesce(array_agg('cabina_' || r), '{}') INTO wanted
            FROM json_array_elements_text(NEW.roles::json) AS r;
        END IF;
      END IF;
      IF TG_OP = 'UPDATE' AND NEW.login <> OLD.login THEN
        FOR held IN SELECT g.rolname FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
          JOIN pg_roles u ON u.oid = m.member WHERE u.rolname = OLD.login AND g.rolname LIKE 'cabina\\_%' LOOP
          EXECUTE format('REVOKE %I FROM %I', held, OLD.login);
        END LOOP;
      END IF;
      IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = who) THEN
        IF wanted = '{}' THEN RETURN NULL; END IF;
        RAISE EXCEPTION 'cabina: no login' USING DETAIL = who;
      END IF;
      FOR held IN SELECT g.rolname FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
        JOIN pg_roles u ON u.oid = m.member
        WHERE u.rolname = who AND g.rolname LIKE 'cabina\\_%' AND NOT g.rolname = ANY (wanted) LOOP
        EXECUTE format('REVOKE %I FROM %I', held, who);
      END LOOP;
      FOREACH held IN ARRAY wanted LOOP
        EXECUTE format('GRANT %I TO %I', held, who);
      END LOOP;
      RETURN NULL;
    END"""
    yield _function("cabina_accounts()", body)
    when = "AFTER INSERT OR DELETE OR UPDATE OF login, roles, active, archived_at"
    yield from _trigger("account_members", "account", when, "cabina_accounts()")


# ---------------------------------------------------------------- lists and totals


def links_as_list(one: ListTable) -> str:
    """SQL: the links of a record as the list it is written as; `{owner}` stands for the record's number."""
    link = "to_json(code || coalesce(':' || qualifier, ''))::text"
    joined = f"string_agg({link}, ',' ORDER BY position)"
    return f"(SELECT '[' || coalesce({joined}, '') || ']' FROM {quoted(one.name)} WHERE owner = {{owner}})"


def _lists(where: Layout) -> Iterator[str]:
    if not where.lists:
        return
    name = f"cabina_lists_{where.table}()"
    yield _function(name, f"BEGIN {' '.join(_fill(where, one) for one in where.lists.values())} RETURN NULL; END")
    columns = ", ".join(map(quoted, where.lists))
    yield from _trigger(f"{where.table}_lists_new", where.table, "AFTER INSERT", name)
    yield from _trigger(f"{where.table}_lists_edited", where.table, f"AFTER UPDATE OF {columns}", name)
    for one in where.lists.values():
        again = links_as_list(one).format(owner="NEW.owner")
        renamed = f"UPDATE {quoted(where.table)} SET {quoted(one.field)} = {again} WHERE id = NEW.owner; RETURN NULL;"
        yield _function(f"cabina_renamed_{one.name}()", f"BEGIN {renamed} END")
        yield from _trigger(f"{one.name}_renamed", one.name, "AFTER UPDATE OF code", f"cabina_renamed_{one.name}()")


def _fill(where: Layout, one: ListTable) -> str:
    column, links = f"NEW.{quoted(one.field)}", quoted(one.name)
    qualified = isinstance(spec := where.entity.fields[one.field], Links) and spec.qualifier is not None
    parts = ("CASE WHEN v LIKE '%:%' THEN left(v, strpos(v, ':') - 1) ELSE v END, "
             "CASE WHEN v LIKE '%:%' THEN substr(v, strpos(v, ':') + 1) END") if qualified else "v, NULL"  # fmt: skip
    return f"""
      IF (TG_OP = 'INSERT' AND {column} <> '[]') OR (TG_OP = 'UPDATE' AND {column} <> OLD.{quoted(one.field)}
          AND {column} <> {links_as_list(one).format(owner="NEW.id")}) THEN
        DELETE FROM {links} WHERE owner = NEW.id;
        INSERT INTO {links} (owner, code, qualifier, position)
          SELECT NEW.id, {parts}, n - 1 FROM json_array_elements_text({column}::json) WITH ORDINALITY AS t(v, n);
      END IF;"""


def _totals(where: Layout) -> Iterator[str]:
    if not where.totals:
        return
    child = next(iter(where.totals.values()))[0]
    table, part, link = quoted(where.table), quoted(child.name), quoted(child.part_of)
    add_up = f"UPDATE {table} SET {total_assignments(where)} WHERE code = "
    name = f"cabina_totals_{where.table}()"
    body = f"""
    BEGIN
      IF TG_OP <> 'INSERT' THEN {add_up} OLD.{link}; END IF;
      IF TG_OP = 'INSERT' THEN {add_up} NEW.{link}; END IF;
      IF TG_OP = 'UPDATE' THEN IF NEW.{link} <> OLD.{link} THEN {add_up} NEW.{link}; END IF; END IF;
      RETURN NULL;
    END"""
    yield _function(name, body)
    read = ", ".join(dict.fromkeys([link, "archived_at", *(quoted(f) for _, f in where.totals.values())]))
    yield from _trigger(f"{where.table}_totals", child.name, f"AFTER INSERT OR DELETE OR UPDATE OF {read}", name)
    written_first = f"EXISTS (SELECT 1 FROM {part} WHERE {link} = NEW.code)"
    whole = f"BEGIN IF {written_first} THEN {add_up} NEW.code; END IF; RETURN NULL; END"
    yield _function(f"cabina_whole_{where.table}()", whole)
    yield from _trigger(f"{where.table}_whole", where.table, "AFTER INSERT", f"cabina_whole_{where.table}()")


def total_assignments(where: Layout) -> str:
    """SQL: `"budget" = (SELECT sum(…) …), …`, over the parts that are not in the trash."""
    found = []
    for name, (child, field) in where.totals.items():
        link = f"{quoted(child.part_of)} = {quoted(where.table)}.code"
        rows = f"FROM {quoted(child.name)} WHERE {link} AND archived_at IS NULL"
        if name in where.lists:
            distinct = f"SELECT DISTINCT {quoted(field)} AS one {rows}"
            joined = "string_agg(to_json(one)::text, ',' ORDER BY one COLLATE \"C\")"
            found.append(f"{quoted(name)} = (SELECT '[' || coalesce({joined}, '') || ']' FROM ({distinct}) AS ones)")
        else:
            found.append(f"{quoted(name)} = (SELECT sum({quoted(field)}) {rows})")
    return ", ".join(found)
