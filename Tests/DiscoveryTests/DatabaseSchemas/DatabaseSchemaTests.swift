import Catalog
import Discovery
import Estate
import Testing

@Suite struct DatabaseSchemaTests {
  private func inspect(_ path: String, _ text: String) throws -> Inspection {
    Inspection(try DatabaseSchemaDetector(.embedded), [(path, text)])
  }

  private func names(_ result: Inspection) -> [String] {
    result.ids(.vectorIndex).map { String($0.split(separator: "/").last ?? "") }
  }

  @Test(
    "rows and defaults name models and prompts; tables of prices and texts for people name none")
  func seeds() throws {
    let seed = try inspect(
      "db/seed.sql",
      """
      -- 'gpt-4o' as default_model
      CREATE FUNCTION f() AS $$ BEGIN
        INSERT INTO workspaces(name, default_model, default_prompt)
        VALUES (
          'Home',
          'gpt-4-turbo-preview', -- the default
          'You are a friendly, helpful assistant. It''s fine.'
        );
      END $$;
      ALTER TABLE chats ALTER COLUMN model SET DEFAULT 'claude-3-5-haiku-latest';
      """)
    #expect(
      seed.ids(.model) == [
        "model:anthropic:claude-3-5-haiku-latest", "model:openai:gpt-4-turbo-preview",
      ])
    #expect(
      seed.asset("model:openai:gpt-4-turbo-preview")?.sightings.map(\.location?.line) == [6])
    let prompts = seed.estate.assets.filter { $0.kind == .prompt }
    #expect(prompts.flatMap { $0.sightings.map(\.location?.line) } == [7])
    for other in [
      "INSERT INTO model_prices (model, price) VALUES ('gpt-4o', 0.1);",
      "UPDATE chats SET model = '' WHERE model = 'gpt-4o';",
      "INSERT INTO posts (title) VALUES ('gpt-4o');",
      "INSERT INTO mails (body) VALUES ('You are a valued customer of our shop, thank you.');",
      "INSERT INTO cars (model) VALUES ('corolla'), ('model-3');",
      "INSERT INTO x VALUES ('model", "'", "$$ -- /* model 'gpt-4o'",
    ] {
      let result = try inspect("db/other.sql", other)
      #expect(result.estate.assets.isEmpty && result.error == nil, "\(other)")
    }
  }

  @Test("a function that searches by a vector is seen at the index that it searches")
  func functions() throws {
    let result = try inspect(
      "db/match.sql",
      """
      create or replace function public.match_notes(query vector(384), top int default 5)
      returns table (id bigint) language sql as $$
        select id from shop.notes order by notes.v <=> query limit top;
      $$;
      create function count_notes(top int) returns int language sql as $$
        select count(*) from notes;
      $$;
      create function lost(query vector(3)) returns int as $$ begin return 1; end; $$;
      create table letters (v vector(3));
      """)
    #expect(names(result) == ["letters", "notes"])
    let index = result.estate.assets.first { $0.name == "notes" }
    #expect(index?.sightings.map(\.location?.line) == [1])
    #expect(try inspect("db/a.sql", "create function f(q vector(3)").estate.assets.isEmpty)
  }

  @Test("an index is seen at its table and at its column far below")
  func places() throws {
    let result = try inspect(
      "db/notes.sql",
      "create table notes (\n  a text,\n  b text,\n  c text,\n  v vector(384)\n);")
    let index = result.estate.assets.first { $0.kind == .vectorIndex }
    #expect(index?.sightings.map(\.location?.line) == [1, 5])
  }

  @Test(
    "a table with a column of vectors is an index",
    arguments: [
      ("create table documents (id bigserial primary key, embedding vector(1536));", "documents"),
      (
        "CREATE TABLE IF NOT EXISTS public.\"Notes\" (\n  a text,\n  v extensions.vector(384)\n);",
        "Notes"
      ),
      ("ALTER TABLE ONLY pages ADD COLUMN IF NOT EXISTS embedding halfvec(3072);", "pages"),
      ("create virtual table items using vec0(embedding float[384]);", "items"),
      (
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS v ON public.notes\n  USING hnsw (v vector_l2_ops);",
        "notes"
      ),
      ("create index on pages using ivfflat (v vector_cosine_ops) with (lists = 100);", "pages"),
      ("CREATE TABLE a (x numeric(1, 2) default (1), y text[], `v` VECTOR(3) NOT NULL)", "a"),
    ])
  func tables(text: String, name: String) throws {
    #expect(names(try inspect("db/001.sql", text)) == [name])
  }

  @Test(
    "other statements are none",
    arguments: [
      "create table a (vector text, b tsvector);",
      "-- create table a (v vector(3));\n/* create table b (v vector(3)); */",
      "create function match(query vector(1536)) returns setof a language sql as $$ select 1 $$;",
      "insert into a values ('create table b (v vector(3))');",
      "create index on a using gin (v);", "create index on a (v); using hnsw (v)",
      "create index a using hnsw", "create table", "create table a (",
      "alter table a add", "create virtual table f using fts5(body);", "select vector(3) from a;",
    ])
  func others(text: String) throws {
    #expect(names(try inspect("db/001.sql", text)) == [])
  }

  @Test("columns of a Prisma schema go by the name of their table")
  func prisma() throws {
    let result = try inspect(
      "prisma/schema.prisma",
      """
      model Page {
        id        Int @id
        embedding Unsupported("vector(1536)")?
        other     Unsupported("circle")?
        @@map("pages")
      }
      model Note { id Int @id }
      model Vector {
        v Unsupported("extensions.halfvec(3)")
      }
      // model Old { v Unsupported("vector(3)") }
      """)
    #expect(names(result) == ["Vector", "pages"])
    #expect(names(try inspect("a.prisma", "model A {\nv Unsupported(\"vector(3)\n")) == [])
  }

  @Test("what is hostile ends")
  func hostile() throws {
    let many = String(repeating: "create table a (v vector(3)); ", count: 50_000)
    #expect(names(try inspect("a.sql", many)) == ["a"])
    for text in ["create table a (" + String(repeating: "(", count: 100_000), "'", "\"", "[", "/*"]
    {
      #expect(names(try inspect("a.sql", text)) == [])
    }
  }
}
