package dev.rollcall.faults;

import dev.rollcall.connector.intake.core.Fold;
import dev.rollcall.connector.target.RetryAfter;
import java.time.Instant;
import java.util.List;

/// A program that passes `connector.folded` twice and reads a `Retry-After`.
final class Passer {
  private Passer() {}

  public static void main(String[] arguments) {
    for (int passage = 1; passage <= 2; passage++) {
      Fold.of(List.of());
      System.out.println("passed " + passage);
    }
    System.out.println(RetryAfter.parse("5", Instant.EPOCH));
  }
}
