package dev.nines.alerts.lifecycle;

/// An alert of the last weeks, and whether somebody did something about it.
///
/// @param alert its labels, beginning and, if it is over, end; without the texts
/// @param actedOn whether somebody acknowledged it or put right what it was about
public record PastAlert(Alert alert, boolean actedOn) {}
