package dev.rollcall.connector.target.rest;

import dev.rollcall.connector.target.Connection;
import dev.rollcall.connector.target.oauth.ClientCredentials;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where an app is, how to come in, and what to say to it.
///
/// @param url what paths are appended to
/// @param headers what every request carries, credentials included
/// @param oauth what tokens are asked for with, or null where none are
/// @param operations by the name of the resource type, then by what they do
record RestConnection(
    URI url,
    Map<String, String> headers,
    @Nullable ClientCredentials oauth,
    Map<String, Map<Verb, Template>> operations)
    implements Connection {
  RestConnection {
    headers = Map.copyOf(headers);
    operations = Map.copyOf(operations);
  }

  /// Says whether one user can be read: then whoever was taken out is looked at.
  boolean readsUsers() {
    Map<Verb, Template> users = operations.get("User");
    return users != null && users.containsKey(Verb.READ);
  }

  /// The types that can be read from one end to the other, users first.
  List<String> listed() {
    return Stream.of("User", "Group")
        .filter(type -> operations.getOrDefault(type, Map.of()).containsKey(Verb.LIST))
        .toList();
  }

  @Override
  public List<String> parts() {
    var parts = new ArrayList<>(List.of(url.toString()));
    new TreeMap<>(headers).forEach((name, value) -> parts.add(name + ": " + value));
    if (oauth != null) {
      parts.addAll(oauth.parts());
    }
    new TreeMap<>(operations)
        .forEach((type, verbs) ->
            new TreeMap<>(verbs)
                .forEach((verb, template) -> parts.add(type + " " + verb + " " + template.text())));
    return parts;
  }

  @Override
  public String toString() {
    return "REST at " + url.getHost();
  }
}
