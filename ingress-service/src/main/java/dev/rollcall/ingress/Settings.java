package dev.rollcall.ingress;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What the environment says (docs/contracts.md section 2). The internal token never shows in text.
///
/// @param publicBaseUrl the address that clients use, without a slash at the end
/// @param sealingKeyFile the file of the keys that seal secrets of targets, or null
public record Settings(
    String kafkaBootstrap,
    int topicPartitions,
    short topicReplication,
    URI projectionUrl,
    URI connectorUrl,
    String publicBaseUrl,
    Path credentialsFile,
    @Nullable Path sealingKeyFile,
    String internalToken) {

  /// The SCIM base URL that clients use.
  public String scimBaseUrl() {
    return publicBaseUrl + "/scim/v2";
  }

  @Override
  public String toString() {
    return "Settings of ingress at " + publicBaseUrl;
  }
}
