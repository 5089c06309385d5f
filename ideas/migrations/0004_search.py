"""The index of words: a row for each idea and for each comment that stands, and a list of words for typing errors.

SQLite: the tokens joined by spaces, indexed by FTS5; triggers keep both alike. PostgreSQL: a tsvector, long ones out
of line, so that what is found is read from few pages; a short pending list (kB), which every search has to read and
which makes writing three times as fast; and a function that reads by the index whatever the planner thinks of it: it
doesn't know what reading those lines costs.
What is there already is indexed; `search_state` records by which cutting. People are found by the beginning of their
names.
"""

from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops

from core.migrations import statements
from ideas.search.rebuilding import rebuild

SQLITE = (
    """CREATE TABLE idea_search (
         idea_id INTEGER PRIMARY KEY REFERENCES idea (id) ON DELETE CASCADE, words TEXT NOT NULL)""",
    """CREATE TABLE comment_search (
         comment_id INTEGER PRIMARY KEY REFERENCES comment (id) ON DELETE CASCADE,
         idea_id BIGINT NOT NULL, words TEXT NOT NULL)""",
    "CREATE TABLE search_word (word TEXT PRIMARY KEY, reversed TEXT NOT NULL) WITHOUT ROWID",
    "CREATE INDEX person_named ON person (lower(name))",
    """CREATE VIRTUAL TABLE idea_fts USING fts5(words, content='idea_search', content_rowid='idea_id',
         detail=none, columnsize=0, tokenize="ascii tokenchars '^+#.@'")""",
    """CREATE VIRTUAL TABLE comment_fts USING fts5(words, content='comment_search', content_rowid='comment_id',
         detail=none, columnsize=0, tokenize="ascii tokenchars '^+#.@'")""",
    """CREATE TRIGGER idea_search_come AFTER INSERT ON idea_search BEGIN
         INSERT INTO idea_fts (rowid, words) VALUES (NEW.idea_id, NEW.words); END""",
    """CREATE TRIGGER idea_search_gone AFTER DELETE ON idea_search BEGIN
         INSERT INTO idea_fts (idea_fts, rowid, words) VALUES ('delete', OLD.idea_id, OLD.words); END""",
    """CREATE TRIGGER idea_search_changed AFTER UPDATE ON idea_search BEGIN
         INSERT INTO idea_fts (idea_fts, rowid, words) VALUES ('delete', OLD.idea_id, OLD.words);
         INSERT INTO idea_fts (rowid, words) VALUES (NEW.idea_id, NEW.words); END""",
    """CREATE TRIGGER comment_search_come AFTER INSERT ON comment_search BEGIN
         INSERT INTO comment_fts (rowid, words) VALUES (NEW.comment_id, NEW.words); END""",
    """CREATE TRIGGER comment_search_gone AFTER DELETE ON comment_search BEGIN
         INSERT INTO comment_fts (comment_fts, rowid, words) VALUES ('delete', OLD.comment_id, OLD.words); END""",
    """CREATE TRIGGER comment_search_changed AFTER UPDATE ON comment_search BEGIN
         INSERT INTO comment_fts (comment_fts, rowid, words) VALUES ('delete', OLD.comment_id, OLD.words);
         INSERT INTO comment_fts (rowid, words) VALUES (NEW.comment_id, NEW.words); END""",
)

POSTGRES = (
    """CREATE TABLE idea_search (
         idea_id BIGINT PRIMARY KEY REFERENCES idea (id) ON DELETE CASCADE, words TSVECTOR NOT NULL)
         WITH (toast_tuple_target = 128)""",
    """CREATE TABLE comment_search (
         comment_id BIGINT PRIMARY KEY REFERENCES comment (id) ON DELETE CASCADE,
         idea_id BIGINT NOT NULL, words TSVECTOR NOT NULL) WITH (toast_tuple_target = 128)""",
    'CREATE INDEX person_named ON person ((lower(name) COLLATE "C"))',
    'CREATE TABLE search_word (word TEXT COLLATE "C" PRIMARY KEY, reversed TEXT COLLATE "C" NOT NULL)',
    "ALTER TABLE idea_search ALTER COLUMN words SET STORAGE EXTERNAL, ALTER COLUMN words SET STATISTICS 2000",
    "ALTER TABLE comment_search ALTER COLUMN words SET STORAGE EXTERNAL, ALTER COLUMN words SET STATISTICS 2000",
)

BOTH = (
    "CREATE INDEX search_word_reversed ON search_word (reversed)",
    "CREATE TABLE search_state (cutting INTEGER NOT NULL)",
    "INSERT INTO search_state (cutting) VALUES (0)",
)

FOUND = """
    CREATE FUNCTION {name}s_with(asked tsquery, most integer) RETURNS SETOF bigint
    LANGUAGE sql STABLE ROWS 300 SET enable_seqscan = off AS $$
        WITH every AS MATERIALIZED (SELECT {name}_id AS id FROM {name}_search WHERE words @@ asked)
        SELECT id FROM every ORDER BY id DESC LIMIT most
    $$"""
"""The newest that have these words."""

AFTERWARDS = (
    FOUND.format(name="idea"),
    FOUND.format(name="comment"),
    "CREATE INDEX idea_search_words ON idea_search USING gin (words) WITH (gin_pending_list_limit = 256)",
    "CREATE INDEX comment_search_words ON comment_search USING gin (words) WITH (gin_pending_list_limit = 256)",
)
"""Faster made of the rows that are there than with each of them."""


async def forward(apps: Any, editor: Any) -> None:
    await statements(editor, sqlite=SQLITE, postgres=POSTGRES)
    await statements(editor, both=BOTH)
    await rebuild()
    await statements(editor, postgres=AFTERWARDS)


class Migration(migrations.Migration):
    dependencies = [("ideas", "0003_trust"), ("people", "0002_rules")]
    operations = [ops.RunPython(forward)]
