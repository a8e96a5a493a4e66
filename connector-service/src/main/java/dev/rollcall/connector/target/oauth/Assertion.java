package dev.rollcall.connector.target.oauth;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.rollcall.connector.target.oauth.core.TokenLimits;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/// What is signed in the place of a secret (RFC 7523).
///
/// @param audience whom it is for; empty for the token endpoint itself
public record Assertion(Use use, String audience) {

  /// What it is for.
  public sealed interface Use {

    /// It shows who asks (section 2.2; `private_key_jwt` of OpenID Connect Core section 9).
    record Authentication() implements Use {}

    /// It is the grant itself (section 2.1), and nothing else shows who asks.
    ///
    /// @param subject in whose name; empty for the client's own
    record Grant(String subject) implements Use {}
  }

  String grantType() {
    return switch (use) {
      case Use.Authentication _ -> "client_credentials";
      case Use.Grant _ -> "urn:ietf:params:oauth:grant-type:jwt-bearer";
    };
  }

  void write(Client.OfKey client, Client.Draft draft) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(client.id())
            .audience(audience.isEmpty() ? draft.endpoint().toString() : audience)
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(draft.now()))
            .expirationTime(Date.from(draft.now().plus(TokenLimits.ASSERTION_LIFE)));
    switch (use) {
      case Use.Authentication _ -> {
        draft.form().put("client_id", client.id());
        draft
            .form()
            .put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        draft
            .form()
            .put("client_assertion", client.key().sign(claims.subject(client.id()).build()));
      }
      case Use.Grant(var subject) -> {
        claims.subject(subject.isEmpty() ? client.id() : subject);
        // Google looks for it here and nowhere else, the RFC has it in the form.
        String scope = draft.form().getOrDefault("scope", "");
        if (!scope.isEmpty()) {
          claims.claim("scope", scope);
        }
        draft.form().put("assertion", client.key().sign(claims.build()));
      }
    }
  }

  List<String> parts() {
    return switch (use) {
      case Use.Authentication _ -> List.of("PRIVATE_KEY_JWT", audience);
      case Use.Grant(var subject) -> List.of("JWT_BEARER", audience, subject);
    };
  }
}
