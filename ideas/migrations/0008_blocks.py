"""PostgreSQL: the newest texts with some words are found without reading all that have them.

Its index of words gives every text that has them, in no order: of "export" some hundred thousand, of which a hundred
are wanted. So the index also holds, beside each text's words, in which blocks of ids it stands (of 1,024, 8,192, 65,536
and 524,288 ids, written `=a…` to `=d…`; no word begins so). `newest_ideas` and `newest_comments` ask for the words
within the newest four blocks of a size, then of the next; and for all the rest at once as soon as what was met so far
lets expect few there. SQLite's index is in the order of ids and needs nothing of this.

Among a million ideas the indexes are made anew in some minutes, in which nobody writes.
"""

from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops

from core.migrations import statements

BLOCKS = """
    CREATE FUNCTION search_blocks(id bigint) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT array_to_tsvector(
            ARRAY['=a' || (id >> 10), '=b' || (id >> 13), '=c' || (id >> 16), '=d' || (id >> 19)])
    $$"""

INDEXES = (
    """CREATE INDEX idea_search_blocks ON idea_search USING gin ((words || search_blocks(idea_id)))
       WITH (gin_pending_list_limit = 256)""",
    """CREATE INDEX comment_search_blocks ON comment_search USING gin ((words || search_blocks(comment_id)))
       WITH (gin_pending_list_limit = 256)""",
)

NEWEST = """
    CREATE FUNCTION newest_{name}s(asked tsquery, newest bigint, most integer) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE ROWS 100 SET enable_seqscan = off SET enable_indexscan = off AS $$
    DECLARE
        bits integer := 10;
        above bigint := newest + 1;
        below bigint;
        blocks text;
        wanted integer := CASE WHEN numnode(asked) > 0 THEN most ELSE 0 END;
        given integer;
    BEGIN
        WHILE wanted > 0 AND above > 1 LOOP
            below := greatest((newest >> bits) - 3, 0) << bits;
            IF bits > 19 OR (bits > 13 AND
               (most - wanted) * above < greatest(1000, 2 * most) * (newest + 1 - above)) THEN
                below := 0;
            END IF;
            SELECT string_agg('=' || chr(97 + (bits - 10) / 3) || block, '|') INTO blocks
            FROM generate_series(below >> bits, (above - 1) >> bits) AS block WHERE below > 0;
            RETURN QUERY
                WITH every AS MATERIALIZED (
                    SELECT {name}_id AS id FROM {name}_search
                    WHERE (words || search_blocks({name}_id)) @@ CASE WHEN below > 0
                        THEN asked && CAST(blocks AS tsquery) ELSE asked END AND {name}_id < above)
                SELECT id FROM every ORDER BY id DESC LIMIT wanted;
            GET DIAGNOSTICS given = ROW_COUNT;
            wanted := wanted - given;
            above := below;
            bits := bits + 3;
        END LOOP;
    END $$"""
"""`newest` is the greatest id that there is; at most `most` ids come, the greatest first."""

POSTGRES = (
    BLOCKS,
    *INDEXES,
    NEWEST.format(name="idea"),
    NEWEST.format(name="comment"),
    "DROP FUNCTION ideas_with(tsquery, integer)",
    "DROP FUNCTION comments_with(tsquery, integer)",
    "DROP INDEX idea_search_words",
    "DROP INDEX comment_search_words",
)


async def forward(apps: Any, editor: Any) -> None:
    await statements(editor, postgres=POSTGRES)


class Migration(migrations.Migration):
    dependencies = [("ideas", "0007_answers")]
    operations = [ops.RunPython(forward)]
