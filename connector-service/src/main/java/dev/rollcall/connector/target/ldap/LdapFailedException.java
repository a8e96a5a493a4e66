package dev.rollcall.connector.target.ldap;

import dev.rollcall.connector.delivery.core.Failure;

/// A classified failure on its way to the answer.
final class LdapFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  LdapFailedException(Failure failure) {
    super(failure.text());
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
