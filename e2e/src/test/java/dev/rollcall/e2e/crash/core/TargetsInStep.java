package dev.rollcall.e2e.crash.core;

import dev.rollcall.e2e.crash.core.Downstream.Account;
import dev.rollcall.e2e.crash.core.Downstream.App;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/// 10: every SCIM target holds what the directory does, each resource once; 11: also while another
/// target hangs.
final class TargetsInStep implements Invariant {
  private static final int NUMBER = 10;

  @Override
  public List<Violation> check(Evidence evidence) {
    var found = new ArrayList<String>();
    Downstream downstream = evidence.downstream();
    downstream.behind().forEach(it -> found.add("Not in step when all was calm: " + it));
    if (downstream.forbidden() > 0) {
      found.add(downstream.forbidden() + " calls arrived at an address that must not be dialled");
    }
    downstream
        .apps()
        .forEach((target, app) -> {
          if (!app.webhook() && !app.hangs()) {
            compare(target, app, evidence, found);
          }
        });
    return found.stream().map(it -> new Violation(NUMBER, it)).toList();
  }

  private static void compare(String target, App app, Evidence evidence, List<String> found) {
    Map<String, Account> accounts = new HashMap<>();
    Map<String, String> ours = new HashMap<>();
    for (Account account : evidence.downstream().accounts()) {
      if (account.target().equals(target)) {
        ours.put(account.remoteId(), account.externalId());
        Account other = accounts.put(account.externalId(), account);
        if (other != null) {
          found.add(
              "%s has two accounts for %s: %s and %s"
                  .formatted(target, account.externalId(), other.remoteId(), account.remoteId()));
        }
      }
    }
    for (Held held : evidence.directory()) {
      if (held.tenant().equals(app.tenant())) {
        Account account = accounts.remove(held.id());
        String wanted = shown(held);
        String has = account == null ? "nothing" : shown(account, ours);
        if (!wanted.equals(has)) {
          found.add("%s has %s of %s, not %s".formatted(target, has, held.id(), wanted));
        }
      }
    }
    accounts
        .values()
        .forEach(it ->
            found.add(
                "%s has %s %s, which is not in the directory"
                    .formatted(target, it.type(), it.externalId())));
  }

  private static String shown(Held held) {
    return held.type().equals("User")
        ? "%s, %s, active %s".formatted(held.name(), held.title(), held.isActive())
        : "%s with %s".formatted(held.name(), held.members());
  }

  private static String shown(Account account, Map<String, String> ours) {
    if (account.type().equals("User")) {
      return "%s, %s, active %s".formatted(account.name(), account.title(), account.active());
    }
    var members = new TreeSet<String>();
    account
        .members()
        .forEach(it -> members.add(Objects.requireNonNullElse(ours.get(it), "unknown " + it)));
    return "%s with %s".formatted(account.name(), members);
  }
}
