package dev.rollcall.connector.mapping.jsonata;

import com.dashjoin.jsonata.JException;
import java.util.Map;

/// The library's error codes in words. Its own messages quote values, which may be a person's.
final class Words {
  private static final Map<String, String> BY_CODE =
      Map.ofEntries(
          Map.entry("S0101", "the quote is never closed"),
          Map.entry("S0102", "a number is too large"),
          Map.entry("S0103", "an escape sequence is not known"),
          Map.entry("S0105", "the quote is never closed"),
          Map.entry("S0106", "the comment is never closed"),
          Map.entry("S0201", "something is here that does not belong here"),
          Map.entry("S0202", "another sign is expected here"),
          Map.entry("S0203", "the text ends, and something is missing"),
          Map.entry("S0204", "an operator is not known"),
          Map.entry("S0207", "the text ends too early"),
          Map.entry("S0211", "something is here that does not belong here"),
          Map.entry("S0212", "the left side of ':=' must be a variable"),
          Map.entry("T0410", "a function got an argument of another kind than it takes"),
          Map.entry("T0411", "a function got an argument of another kind than it takes"),
          Map.entry("T0412", "a function got an array with elements of another kind than it takes"),
          Map.entry("T1003", "a key of an object is not text"),
          Map.entry("T1005", "something is called that is no function"),
          Map.entry("T1006", "something is called that is no function"),
          Map.entry("T2001", "the left side of an operator is not a number"),
          Map.entry("T2002", "the right side of an operator is not a number"),
          Map.entry("T2003", "the left side of '..' is not a whole number"),
          Map.entry("T2004", "the right side of '..' is not a whole number"),
          Map.entry("T2009", "values of different kinds are compared"),
          Map.entry("T2010", "what is compared is neither text nor number"),
          Map.entry("D1001", "a number is too large"),
          Map.entry("D1009", "two keys of an object are the same"),
          Map.entry("D3030", "a text that must be a number is none"),
          Map.entry("D3137", "the mapping called '$error'"),
          Map.entry("D3138", "'$single' found more than one"),
          Map.entry("D3139", "'$single' found none"),
          Map.entry("D3141", "an '$assert' of the mapping failed"));

  private Words() {}

  static String of(JException e) {
    String code = String.valueOf(e.getError());
    return BY_CODE.getOrDefault(code, "the mapping failed" + known(code));
  }

  private static String known(String code) {
    return code.matches("[STD]\\d{4}") ? " (JSONata " + code + ")" : "";
  }
}
