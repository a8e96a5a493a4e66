package dev.rollcall.e2e.faults;

import java.util.List;

/// Which points are passed together. In a round each service halts at its first point, is started
/// again with the next one, and so on, and in the end without any.
///
/// @param chains of points, each of one service
record Round(List<List<String>> chains) {

  @Override
  public String toString() {
    return String.join(", ", chains.stream().map(chain -> String.join(" then ", chain)).toList());
  }
}
