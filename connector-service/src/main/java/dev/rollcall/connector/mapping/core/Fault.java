package dev.rollcall.connector.mapping.core;

/// What is wrong with a mapping's text.
///
/// @param position of the first wrong character, from 0; the text's length where it ends too early
/// @param what a sentence without its place
public record Fault(int position, String what) {

  /// Returns the sentence with its place, by line and column from 1.
  public String in(String text) {
    int at = Math.clamp(position, 0, text.length());
    String before = text.substring(0, at);
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    int column = at - before.lastIndexOf('\n');
    return "line " + line + ", column " + column + ": " + what;
  }
}
