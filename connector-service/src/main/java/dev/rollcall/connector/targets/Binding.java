package dev.rollcall.connector.targets;

import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.target.Connection;
import dev.rollcall.connector.target.EntryReader;
import dev.rollcall.connector.target.RemoteApp;
import dev.rollcall.connector.target.Site;
import dev.rollcall.connector.target.TargetKind;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.Map;

/// A kind with a connection that it has read.
public record Binding<C extends Connection>(TargetKind<C> kind, C connection) {

  static <C extends Connection> Binding<C> read(TargetKind<C> kind, EntryReader entry) {
    return new Binding<>(kind, kind.read(entry));
  }

  Map<String, String> mappings() {
    return kind.mappings(connection);
  }

  Profile profile() {
    return kind.profile(connection);
  }

  boolean isReadable() {
    return kind.isReadable(connection);
  }

  List<JsonObject> requests(ResourceRef resource, JsonObject shape) {
    return kind.requests(connection, resource, shape);
  }

  RemoteApp open(Site site) {
    return kind.open(connection, site);
  }
}
