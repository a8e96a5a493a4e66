package dev.rollcall.projection.trouble;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// What other threads have done.
public final class Joined {
  private Joined() {}

  /// Waits for something, and throws what it threw: trouble is told by its class, and an `Error`
  /// ends the process.
  public static <T> T of(CompletableFuture<T> other) {
    try {
      return other.join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof RuntimeException exception) {
        throw exception;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }
}
