package dev.rollcall.connector.target.ldap;

import dev.rollcall.connector.target.ReadableApp.Portion.Page;

/// Pages of a directory, one after the other. Blocking.
///
/// @param <T> what is read
interface LdapReading<T> {
  /// Reads the next page.
  Page<T> next() throws LdapFailedException;

  /// Gives back the connection.
  void close();
}
