package dev.nines.collector.database;

import dev.nines.collector.source.SourceException;
import java.sql.Connection;
import java.sql.SQLException;

/// How one server is reached, and what its errors mean. Safe between threads.
public interface Dialect {

  /// Opens a connection on which every statement ends after [ServerConnection#STATEMENT_LIMIT] on
  /// the server, and every wait after [ServerConnection#ANSWER_LIMIT] here.
  Connection connect() throws SQLException;

  /// Whether the connection should be made anew after this error.
  boolean endsConnection(SQLException e);

  /// Whether a table is not there or may not be read, or reading it took too long: the figures that
  /// need it are left out, and the others are given.
  boolean concernsOneTable(SQLException e);

  /// What an error means for a reading, with its remedy.
  SourceException explain(SQLException e);
}
