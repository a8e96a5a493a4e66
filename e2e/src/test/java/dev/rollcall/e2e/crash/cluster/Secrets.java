package dev.rollcall.e2e.crash.cluster;

/// Secrets that are planted: nobody must ever see them again.
public final class Secrets {
  public static final String POSTGRES_PASSWORD = "planted-postgres-3hR7";
  public static final String INTERNAL_TOKEN = "planted-internal-9kQ2";

  private Secrets() {}
}
