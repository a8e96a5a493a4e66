package dev.rollcall.e2e.random;

/// Why the model refuses a request.
///
/// @param scimType empty where the answer has none
record Refusal(int status, String scimType) {
  static Refusal bad(String scimType) {
    return new Refusal(400, scimType);
  }
}
