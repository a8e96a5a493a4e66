package dev.rollcall.standalone;

import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.standalone.platform.Credentials.Wanted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the command line says of `token`.
///
/// @param wanted the token to make; empty where one is taken away
/// @param revoked the id of the one that is taken away; empty where one is made
record TokenArguments(Path data, Optional<Wanted> wanted, Optional<String> revoked) {
  private static final Set<String> SCOPES = Set.of("scim", "admin", "feed");
  private static final Set<String> OPTIONS =
      Set.of("--data", "--scope", "--target", "--user", "--tenant", "--days", "--revoke");
  private static final int DAYS_PRESET = 365;
  private static final int DAYS_MAX = 3_650;

  /// Reads the command line, from its second word on.
  ///
  /// @throws IllegalArgumentException with one sentence on what is wrong
  static TokenArguments parse(String[] args) {
    Map<String, String> said = said(args);
    Path data = Path.of(said.getOrDefault("--data", "data"));
    String revoked = said.get("--revoke");
    if (revoked != null) {
      if (!Set.of("--data", "--revoke").containsAll(said.keySet())) {
        throw new IllegalArgumentException("--revoke goes with --data alone");
      }
      return new TokenArguments(data, Optional.empty(), Optional.of(revoked));
    }
    String scope = said.get("--scope");
    if (scope == null || !SCOPES.contains(scope)) {
      throw new IllegalArgumentException("--scope wants scim, admin or feed");
    }
    String target = said.get("--target");
    if (scope.equals("feed") != (target != null)) {
      throw new IllegalArgumentException("--target goes with --scope feed, and must be there");
    }
    var wanted =
        new Wanted(
            tenant(said.getOrDefault("--tenant", "demo")),
            scope,
            target,
            said.get("--user"),
            Duration.ofDays(days(said.get("--days"))));
    return new TokenArguments(data, Optional.of(wanted), Optional.empty());
  }

  private static Map<String, String> said(String[] args) {
    var said = new HashMap<String, String>();
    for (int i = 1; i < args.length; i += 2) {
      if (!OPTIONS.contains(args[i])) {
        throw new IllegalArgumentException("unknown option '" + args[i] + "'");
      }
      if (i + 1 >= args.length || args[i + 1].isBlank()) {
        throw new IllegalArgumentException(args[i] + " wants a value");
      }
      said.put(args[i], args[i + 1]);
    }
    return said;
  }

  /// One that ingress could not read would close the file for all others.
  private static String tenant(String name) {
    try {
      return new TenantId(name).value();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--tenant wants a name: " + e.getMessage(), e);
    }
  }

  private static int days(@Nullable String text) {
    return text == null ? DAYS_PRESET : Arguments.number("--days", text, DAYS_MAX);
  }
}
