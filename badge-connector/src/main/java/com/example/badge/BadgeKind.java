package com.example.badge;

import dev.rollcall.connector.target.EntryReader;
import dev.rollcall.connector.target.RemoteApp;
import dev.rollcall.connector.target.Site;
import dev.rollcall.connector.target.TargetKind;
import java.util.List;
import java.util.Map;

/// Badge systems.
public final class BadgeKind implements TargetKind<BadgeConnection> {
  @Override
  public String name() {
    return "badge";
  }

  @Override
  public Delivery delivery() {
    return Delivery.STATE;
  }

  @Override
  public List<Member> members() {
    return List.of(Member.open("url"), Member.secret("apiKey"));
  }

  @Override
  public List<String> profileMembers() {
    return List.of("membersPerPatch", "remove");
  }

  @Override
  public BadgeConnection read(EntryReader entry) {
    return new BadgeConnection(entry.httpUrl(), entry.text("apiKey"));
  }

  @Override
  public Map<String, String> mappings(BadgeConnection connection) {
    return Map.of("User", "{\"userName\": userName, \"active\": active, \"line\": title}");
  }

  @Override
  public RemoteApp open(BadgeConnection connection, Site site) {
    return new BadgeApp(connection, site.http(), site.refusals());
  }
}
