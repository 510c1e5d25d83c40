package dev.nines.slo.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Compares two homes for closed minutes: blobs in SQLite and files of our own, over 100,000
/// synthetic series and one day. Not a test: run its `main`; the results and what followed from
/// them stand in `RATIONALE.md`.
///
/// Both store the very same chunks (one minute of a group of 4096 series, [MinuteChunk]), so that
/// only the home differs: as journal-then-file of an hour, or as one row per minute and group.
final class LayoutExperiment {
  private static final int SERIES = 100_000;
  private static final int GROUPS =
      (SERIES + MinuteColumns.GROUP_SIZE - 1) / MinuteColumns.GROUP_SIZE;
  private static final int READS = 200;

  private LayoutExperiment() {}

  /// @param arguments a folder to write to, and the hours to write (24 if left out)
  public static void main(String[] arguments) throws IOException, SQLException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int hours = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 24;
    try (var files = new OwnFiles(FileStorage.open(folder.resolve("files")));
        var smallPages = new SqliteBlobs(folder.resolve("blobs4k.db"), 4096);
        var largePages = new SqliteBlobs(folder.resolve("blobs16k.db"), 16384)) {
      for (Home home : List.of(files, smallPages, largePages)) {
        measure(home, hours);
      }
    }
  }

  private static void measure(Home home, int hours) throws IOException, SQLException {
    var traffic = new SyntheticTraffic(SERIES, 1);
    var appends = new ArrayList<Long>();
    for (int minute = 0; minute < hours * Minutes.PER_HOUR; minute++) {
      byte[][] chunks = traffic.minute(minute);
      long begun = System.nanoTime();
      home.append(minute, chunks);
      appends.add(System.nanoTime() - begun);
    }
    var random = new Random(2);
    var columns = new ArrayList<Long>();
    var days = new ArrayList<Long>();
    for (int i = 0; i < READS; i++) {
      long begun = System.nanoTime();
      home.column(random.nextInt(hours * Minutes.PER_HOUR));
      columns.add(System.nanoTime() - begun);
      begun = System.nanoTime();
      home.series(random.nextInt(SERIES), hours);
      days.add(System.nanoTime() - begun);
    }
    double seriesMinutes = (double) SERIES * hours * Minutes.PER_HOUR;
    System.out.printf(
        "%-18s %.2f B/series-minute; ms p50/p99: append %s, column %s, %d h of a series %s%n",
        home, home.bytes() / seriesMinutes, millis(appends), millis(columns), hours, millis(days));
  }

  private static String millis(List<Long> nanos) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    return "%.1f/%.1f"
        .formatted(sorted[sorted.length / 2] / 1e6, sorted[(int) (sorted.length * 0.99)] / 1e6);
  }

  private interface Home extends AutoCloseable {
    void append(int minute, byte[][] chunks) throws IOException, SQLException;

    void column(int minute) throws IOException, SQLException;

    void series(int series, int hours) throws IOException, SQLException;

    long bytes() throws IOException;

    @Override
    void close() throws IOException, SQLException;
  }

  /// A file to append to, forced each minute, until the hour is a file of its own.
  private static final class OwnFiles implements Home {
    private final Storage storage;
    private final List<byte[][]> hour = new ArrayList<>();
    private final MinuteColumns columns = new MinuteColumns();
    private Storage.AppendFile journal;

    OwnFiles(Storage storage) throws IOException {
      this.storage = storage;
      this.journal = newJournal();
    }

    private Storage.AppendFile newJournal() throws IOException {
      storage.publish("journal", List.of());
      return storage.append("journal");
    }

    @Override
    public void append(int minute, byte[][] chunks) throws IOException {
      for (byte[] chunk : chunks) {
        journal.append(ByteBuffer.wrap(chunk));
      }
      journal.force();
      hour.add(chunks);
      if (hour.size() == Minutes.PER_HOUR) {
        seal(minute / Minutes.PER_HOUR);
      }
    }

    private void seal(int number) throws IOException {
      var chunks = new ArrayList<byte[]>();
      for (int group = 0; group < GROUPS; group++) {
        for (byte[][] minute : hour) {
          chunks.add(minute[group]);
        }
      }
      storage.publish("hour-" + number, ChunkFile.content(chunks));
      hour.clear();
      journal.close();
      journal = newJournal();
    }

    @Override
    public void column(int minute) throws IOException {
      try (var file = ChunkFile.Reader.open(storage, "hour-" + minute / Minutes.PER_HOUR)) {
        for (int group = 0; group < GROUPS; group++) {
          columns.clear(group);
          MinuteChunk.decode(
              file.chunk(group * Minutes.PER_HOUR + minute % Minutes.PER_HOUR), columns);
        }
      }
    }

    @Override
    public void series(int series, int hours) throws IOException {
      int group = MinuteColumns.groupOf(series);
      for (int h = 0; h < hours; h++) {
        try (var file = ChunkFile.Reader.open(storage, "hour-" + h)) {
          file.readAhead(group * Minutes.PER_HOUR, (group + 1) * Minutes.PER_HOUR);
          for (int minute = 0; minute < Minutes.PER_HOUR; minute++) {
            MinuteChunk.pick(
                file.chunk(group * Minutes.PER_HOUR + minute),
                MinuteColumns.indexOf(series),
                minute);
          }
        }
      }
    }

    @Override
    public long bytes() throws IOException {
      long bytes = 0;
      for (String name : storage.list()) {
        try (Storage.ReadFile file = storage.read(name)) {
          bytes += file.size();
        }
      }
      return bytes;
    }

    @Override
    public String toString() {
      return "own files";
    }

    @Override
    public void close() throws IOException {
      journal.close();
      storage.close();
    }
  }

  /// A row per minute and group, one transaction per minute, write-ahead log, forced at each
  /// commit.
  private static final class SqliteBlobs implements Home {
    private final Path path;
    private final int pageBytes;
    private final Connection connection;
    private final MinuteColumns columns = new MinuteColumns();

    SqliteBlobs(Path path, int pageBytes) throws SQLException {
      this.path = path;
      this.pageBytes = pageBytes;
      this.connection = DriverManager.getConnection("jdbc:sqlite:" + path);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA page_size = " + pageBytes);
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA synchronous = FULL");
        statement.execute(
            "CREATE TABLE chunk (grp INTEGER, minute INTEGER, bytes BLOB, PRIMARY KEY (grp,"
                + " minute)) WITHOUT ROWID");
      }
      connection.setAutoCommit(false);
    }

    @Override
    public void append(int minute, byte[][] chunks) throws SQLException {
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO chunk VALUES (?, ?, ?)")) {
        for (int group = 0; group < chunks.length; group++) {
          insert.setInt(1, group);
          insert.setInt(2, minute);
          insert.setBytes(3, chunks[group]);
          insert.addBatch();
        }
        insert.executeBatch();
      }
      connection.commit();
    }

    @Override
    public void column(int minute) throws IOException, SQLException {
      try (PreparedStatement select =
          connection.prepareStatement("SELECT bytes FROM chunk WHERE grp = ? AND minute = ?")) {
        for (int group = 0; group < GROUPS; group++) {
          select.setInt(1, group);
          select.setInt(2, minute);
          try (ResultSet rows = select.executeQuery()) {
            rows.next();
            columns.clear(group);
            MinuteChunk.decode(rows.getBytes(1), columns);
          }
        }
      }
    }

    @Override
    public void series(int series, int hours) throws IOException, SQLException {
      try (PreparedStatement select =
          connection.prepareStatement("SELECT minute, bytes FROM chunk WHERE grp = ?")) {
        select.setInt(1, MinuteColumns.groupOf(series));
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            MinuteChunk.pick(rows.getBytes(2), MinuteColumns.indexOf(series), rows.getInt(1));
          }
        }
      }
    }

    @Override
    public long bytes() throws IOException {
      return Files.size(path);
    }

    @Override
    public String toString() {
      return "SQLite, %d B pages".formatted(pageBytes);
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
