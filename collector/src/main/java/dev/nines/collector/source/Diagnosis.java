package dev.nines.collector.source;

import java.util.List;

/// A live look at what something needs to be measured: is it there, does it answer, may we read
/// what we must. `nines doctor` runs all of them, each on a virtual thread of its own and for a
/// limited time; nothing is changed anywhere.
public interface Diagnosis {

  /// What is looked at, for example `mariadb db1`; no secrets.
  String subject();

  /// Looks. May block; what it throws is shown as a problem with the exception's message.
  List<Finding> examine() throws Exception;

  /// One thing that was found.
  ///
  /// @param level how bad it is
  /// @param text what is so, in one sentence; no secrets
  /// @param remedy what to do: the exact SQL, setting or command, may have several lines; empty if
  ///   there is nothing to do
  record Finding(Level level, String text, String remedy) {

    /// All is as it should be.
    public static Finding ok(String text) {
      return new Finding(Level.OK, text, "");
    }

    /// It works, but less well than it could.
    public static Finding advice(String text, String remedy) {
      return new Finding(Level.ADVICE, text, remedy);
    }

    /// Something will not be measured or told.
    public static Finding problem(String text, String remedy) {
      return new Finding(Level.PROBLEM, text, remedy);
    }
  }

  /// How bad a finding is.
  enum Level {
    /// As it should be.
    OK,
    /// Works, but less well than it could.
    ADVICE,
    /// Does not work.
    PROBLEM
  }
}
