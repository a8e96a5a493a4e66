package dev.rollcall.e2e.faults;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What the clients of these tests send.
final class Bodies {
  private Bodies() {}

  /// A user whose title changes from one request to the next.
  static String user(String userName, String title) {
    return """
    {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"%1$s",\
    "externalId":"x-%1$s","active":true,"title":"%2$s"}\
    """
        .formatted(userName, title);
  }

  static String group(String displayName, String... members) {
    return """
    {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"%s",\
    "members":[%s]}\
    """
        .formatted(
            displayName,
            Arrays.stream(members)
                .map(member -> "{\"value\":\"" + member + "\"}")
                .collect(Collectors.joining(",")));
  }

  /// Creates users, the first of them first, and then a group of the first and the last.
  static String bulk(String name, int users) {
    String people =
        IntStream.range(0, users)
            .mapToObj(i -> operation("/Users", "u" + i, user(name + "-" + i, "first")))
            .collect(Collectors.joining(","));
    String members = group(name, "bulkId:u0", "bulkId:u" + (users - 1));
    return "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],\"Operations\":["
        + people
        + ","
        + operation("/Groups", "g", members)
        + "]}";
  }

  private static String operation(String path, String bulkId, String data) {
    return "{\"method\":\"POST\",\"path\":\"%s\",\"bulkId\":\"%s\",\"data\":%s}"
        .formatted(path, bulkId, data);
  }

  static String patch(String operation) {
    return "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":["
        + operation
        + "]}";
  }

  static String replace(String path, String value) {
    return "{\"op\":\"replace\",\"path\":\"" + path + "\",\"value\":" + value + "}";
  }

  static String add(String member) {
    return "{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"value\":\"" + member + "\"}]}";
  }

  static String remove(String member) {
    return "{\"op\":\"remove\",\"path\":\"members[value eq \\\"" + member + "\\\"]\"}";
  }

  /// The address that shows the resources with a value.
  static String having(String endpoint, String attribute, String value) {
    String filter = attribute + " eq \"" + value + "\"";
    return endpoint + "?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
  }
}
