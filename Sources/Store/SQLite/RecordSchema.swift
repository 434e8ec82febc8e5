import GRDB

/// The tables of the record and the steps that lead to them.
///
/// Facts (sightings, claims, relations…) are rows with an interval of validity: `opened` is the
/// revision that brought them, `closed` the one that retired them, or null. A scan that sees nothing
/// new writes no facts. Ids, paths and names are numbers into `text`, `asset` and `source`.
enum RecordSchema {
  /// Format of the file; grows with every migration.
  static let format: Int64 = 2
  /// "ISOB", by which the file is known.
  static let application: Int64 = 0x4953_4F42

  /// Counts what a database holds beside the list of steps taken, which is made before the first step.
  static let countOfTables = """
    SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'grdb_migrations'
    """

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(sql: scans + names + facts + findings)
      try database.execute(
        sql: "PRAGMA application_id = \(application); PRAGMA user_version = 1;")
    }
    migrator.registerMigration("2") { database in
      try database.execute(
        sql: DecisionTable.definition
          + "ALTER TABLE finding_event ADD COLUMN expires INTEGER; PRAGMA user_version = 2;")
    }
    return migrator
  }

  private static let scans = """
    CREATE TABLE scan (
      number INTEGER PRIMARY KEY, started INTEGER NOT NULL, finished INTEGER, status TEXT NOT NULL,
      version TEXT NOT NULL, targets TEXT NOT NULL, catalogue TEXT NOT NULL, summary TEXT,
      skipped INTEGER REFERENCES skipped_list (number));
    CREATE TABLE skipped_list (number INTEGER PRIMARY KEY, entries TEXT NOT NULL);
    -- Every change of the record, in the order of commitment.
    CREATE TABLE revision (
      number INTEGER PRIMARY KEY, time INTEGER NOT NULL, scan INTEGER REFERENCES scan (number));
    CREATE INDEX revision_scan ON revision (scan);
    CREATE TABLE source (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
    CREATE TABLE source_scan (
      source INTEGER NOT NULL REFERENCES source (number),
      scan INTEGER NOT NULL REFERENCES scan (number),
      kind TEXT NOT NULL, status TEXT NOT NULL, reason TEXT, files INTEGER NOT NULL,
      bytes INTEGER NOT NULL, PRIMARY KEY (source, scan)) WITHOUT ROWID;
    CREATE INDEX source_scan_scan ON source_scan (scan);

    """

  private static let names = """
    CREATE TABLE text (number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
    CREATE TABLE asset (
      number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind INTEGER NOT NULL,
      first_scan INTEGER NOT NULL REFERENCES scan (number));
    -- Narrow, because it is the one table that every scan rewrites.
    CREATE TABLE asset_seen (asset INTEGER PRIMARY KEY, scan INTEGER NOT NULL);

    """

  private static var facts: String { FactTable.all.map(\.definition).joined(separator: "\n") }

  private static let findings = """
    CREATE TABLE finding (
      number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rule TEXT NOT NULL,
      asset INTEGER NOT NULL REFERENCES asset (number),
      first_scan INTEGER NOT NULL REFERENCES scan (number));
    CREATE INDEX finding_asset ON finding (asset);
    CREATE TABLE finding_state (
      finding INTEGER PRIMARY KEY, status TEXT NOT NULL, last_scan INTEGER NOT NULL);
    CREATE TABLE finding_version (
      finding INTEGER NOT NULL REFERENCES finding (number), opened INTEGER NOT NULL, closed INTEGER,
      severity INTEGER NOT NULL, decision TEXT, score REAL, document TEXT NOT NULL,
      PRIMARY KEY (finding, opened));
    CREATE TABLE finding_event (
      number INTEGER PRIMARY KEY, finding INTEGER NOT NULL REFERENCES finding (number),
      revision INTEGER NOT NULL REFERENCES revision (number), event TEXT NOT NULL,
      actor TEXT, reason TEXT);
    CREATE INDEX finding_event_finding ON finding_event (finding, revision);
    -- Which sources report a finding: each alone, or the `partners` together.
    CREATE TABLE finding_observer (
      source INTEGER NOT NULL, finding INTEGER NOT NULL, partners TEXT NOT NULL,
      PRIMARY KEY (source, finding, partners)) WITHOUT ROWID;
    CREATE INDEX finding_observer_finding ON finding_observer (finding);
    """
}
