package dev.rollcall.e2e.crash.core;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What the targets hold and have seen.
///
/// @param apps by target id, the tenant of each
/// @param accounts what SCIM targets hold
/// @param arrivals what came to any target, in the order in which its target took it
/// @param events what webhooks took, in the order in which they did
/// @param forbidden calls that arrived at an address that must not be dialled
/// @param behind targets that were not in step when the calm was over, with what they lack
/// @param kept switches that connectors still hold ready for who is in step, one sentence each
/// @param calmFrom since when nothing is wrong any more but a target that hangs; the end of time
///   where that never was
public record Downstream(
    Map<String, App> apps,
    List<Account> accounts,
    List<Arrival> arrivals,
    List<Event> events,
    int forbidden,
    List<String> behind,
    List<String> kept,
    Instant calmFrom) {
  public Downstream {
    apps = Map.copyOf(apps);
    accounts = List.copyOf(accounts);
    arrivals = List.copyOf(arrivals);
    events = List.copyOf(events);
    behind = List.copyOf(behind);
    kept = List.copyOf(kept);
  }

  /// A target.
  ///
  /// @param hangs it never answers, and so it is never in step
  public record App(String tenant, boolean webhook, boolean hangs) {}

  /// A user or group at a SCIM target.
  ///
  /// @param externalId our resource id
  /// @param members of a group, as the target's own ids
  public record Account(
      String target,
      String remoteId,
      String type,
      String externalId,
      String name,
      String title,
      boolean active,
      Set<String> members) {
    public Account {
      members = new TreeSet<>(members);
    }
  }

  /// A call by HTTP, whatever came of it; an account that was changed; or a call that was put off.
  /// One call may be more than one of them.
  ///
  /// @param at when the call came; when it was answered, where it was put off
  /// @param externalId our resource id; empty where nothing was changed
  /// @param title of the account afterwards
  /// @param active of the account afterwards
  /// @param retryAfterSeconds what the target asked for; 0 where it did not
  public record Arrival(
      String target,
      Instant at,
      String externalId,
      String title,
      boolean active,
      int retryAfterSeconds) {}

  /// A webhook event that was taken.
  public record Event(
      String target, String webhookId, String type, String resource, long version) {}
}
