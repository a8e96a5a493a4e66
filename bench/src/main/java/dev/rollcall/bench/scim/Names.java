package dev.rollcall.bench.scim;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/// Unique names of one run of the driver, recognizable wherever they turn up.
public final class Names {
  private static final Pattern MARK = Pattern.compile("bench-[0-9a-f]{12}-[0-9]+(?=@)");

  private final String run;
  private final AtomicLong count = new AtomicLong();

  private Names(String run) {
    this.run = run;
  }

  /// Starts the names of a new run; those of earlier runs stay taken in the directory.
  public static Names ofNewRun() {
    byte[] random = new byte[6];
    new SecureRandom().nextBytes(random);
    return new Names(HexFormat.of().formatHex(random));
  }

  /// Returns the next name of a user.
  public String nextUser() {
    return next() + "@load.example";
  }

  /// Returns the next name of a group.
  public String nextGroup() {
    return next() + " group";
  }

  /// Returns the pattern of the part of a user's name before the `@`.
  public static Pattern mark() {
    return MARK;
  }

  private String next() {
    return "bench-" + run + "-" + count.incrementAndGet();
  }
}
