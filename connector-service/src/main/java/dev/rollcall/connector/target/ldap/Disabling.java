package dev.rollcall.connector.target.ldap;

/// How an account is made inactive.
sealed interface Disabling {

  /// Active Directory's flag 0x2 in `userAccountControl`.
  record AccountControl() implements Disabling {}

  /// A value in an attribute; without a value there the account is active.
  record Mark(String attribute, String value) implements Disabling {}

  /// The entry is deleted, and created again when the account comes back.
  record Deletion() implements Disabling {}
}
