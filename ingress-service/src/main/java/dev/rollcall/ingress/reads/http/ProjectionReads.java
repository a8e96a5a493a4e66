package dev.rollcall.ingress.reads.http;

import dev.rollcall.ingress.BodyBytes;
import dev.rollcall.ingress.reads.ReadAnswer;
import dev.rollcall.ingress.reads.Reads;
import dev.rollcall.ingress.reads.ReadsUnavailableException;
import dev.rollcall.ingress.reads.TenantProfile;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import reactor.core.publisher.Mono;

/// Reads from the projection (docs/contracts.md section 4).
final class ProjectionReads implements Reads {
  private static final String BASE_URL = "X-Base-Url";
  private static final String CALLER = "X-Caller";
  private static final String PROFILE_VERSION = "X-Profile-Version";

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final InternalClient projection;
  private final String scimBaseUrl;
  private final int decisionBytesMax;

  ProjectionReads(InternalClient projection, String scimBaseUrl, int decisionBytesMax) {
    this.projection = projection;
    this.scimBaseUrl = scimBaseUrl;
    this.decisionBytesMax = decisionBytesMax;
  }

  @Override
  public Mono<ReadAnswer> resource(Reader reader, ResourceRef resource, View view) {
    var query = new StringBuilder();
    append(query, "attributes", view.attributes());
    append(query, "excludedAttributes", view.excludedAttributes());
    if (!view.specified().isEmpty()) {
      append(query, "specified", String.join(",", view.specified()));
    }
    String path =
        tenantPath(reader.tenant())
            + "/resources/"
            + InternalClient.encoded(resource.type())
            + "/"
            + InternalClient.encoded(resource.id().value())
            + query;
    var request = projection.request(HttpMethod.GET, path);
    request.header(BASE_URL, scimBaseUrl).header(PROFILE_VERSION, version(reader));
    view.ifNoneMatch().forEach(tag -> request.header(HttpHeaders.IF_NONE_MATCH, tag));
    return projection.answer(request);
  }

  @Override
  public Mono<ReadAnswer> search(Reader reader, JsonObject query) {
    return projection.answer(
        projection
            .request(HttpMethod.POST, tenantPath(reader.tenant()) + "/search")
            .header(BASE_URL, scimBaseUrl)
            .header(PROFILE_VERSION, version(reader))
            .header(CALLER, reader.caller())
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(json.write(query)));
  }

  @Override
  public Mono<byte[]> decision(TenantId tenant, RequestId request) {
    String path = tenantPath(tenant) + "/decisions/" + InternalClient.encoded(request.value());
    return bytes(path);
  }

  @Override
  public Mono<byte[]> request(TenantId tenant, RequestId request) {
    return bytes(tenantPath(tenant) + "/requests/" + InternalClient.encoded(request.value()));
  }

  @Override
  public Mono<TenantProfile> profile(TenantId tenant) {
    return bytes(tenantPath(tenant) + "/profile")
        .switchIfEmpty(
            Mono.error(() ->
                new ReadsUnavailableException(
                    "projection", new IllegalStateException("It has no profile"))))
        .map(bytes -> ProfileBody.read(json.readObject(bytes)));
  }

  /// Empty where the answer is not 200.
  private Mono<byte[]> bytes(String path) {
    return projection
        .answer(projection.request(HttpMethod.GET, path))
        .flatMap(answer ->
            BodyBytes.of(answer.body(), decisionBytesMax).filter(_ -> answer.status() == 200));
  }

  private static String version(Reader reader) {
    return Long.toString(reader.profileVersion());
  }

  private static String tenantPath(TenantId tenant) {
    return "/internal/v1/" + InternalClient.encoded(tenant.value());
  }

  private static void append(StringBuilder query, String name, @Nullable String value) {
    if (value != null) {
      query
          .append(query.isEmpty() ? '?' : '&')
          .append(name)
          .append('=')
          .append(InternalClient.encoded(value));
    }
  }
}
