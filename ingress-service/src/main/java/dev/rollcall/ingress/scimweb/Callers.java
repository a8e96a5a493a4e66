package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.access.Credential;
import dev.rollcall.ingress.access.http.AccessFilter;
import dev.rollcall.ingress.reads.Reads;
import dev.rollcall.ingress.reads.TenantProfile;
import dev.rollcall.schemas.event.Actor;
import dev.rollcall.schemas.event.TenantId;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;

/// Who is asking, as the access filter found out.
final class Callers {
  /// Long enough for any client's name; the rest is nobody's business.
  private static final int USER_AGENT_CHARS_MAX = 256;

  private static final String PROFILE = "rollcall.profile";

  private Callers() {}

  static TenantId tenant(ServerRequest request) {
    return credential(request).tenant();
  }

  /// The tenant's profile, as [ScimRoutes] found it for this request.
  static TenantProfile profile(ServerRequest request) {
    return (TenantProfile)
        Objects.requireNonNull(
            request.exchange().getAttributes().get(PROFILE),
            "The routes ask for the profile before they ask a handler");
  }

  static void profile(ServerRequest request, TenantProfile profile) {
    request.exchange().getAttributes().put(PROFILE, profile);
  }

  static Reads.Reader reader(ServerRequest request) {
    return new Reads.Reader(tenant(request), credential(request).id(), profile(request).version());
  }

  static Credential credential(ServerRequest request) {
    return (Credential)
        Objects.requireNonNull(
            request.exchange().getAttributes().get(AccessFilter.CREDENTIAL),
            "The access filter stands in front of every route");
  }

  static Actor actor(ServerRequest request) {
    String address =
        request.remoteAddress().map(it -> it.getAddress().getHostAddress()).orElse(null);
    String agent = request.headers().firstHeader(HttpHeaders.USER_AGENT);
    if (agent != null && agent.length() > USER_AGENT_CHARS_MAX) {
      agent = agent.substring(0, USER_AGENT_CHARS_MAX);
    }
    return new Actor(credential(request).id(), address, agent);
  }
}
