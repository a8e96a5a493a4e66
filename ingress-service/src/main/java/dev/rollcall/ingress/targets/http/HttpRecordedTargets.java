package dev.rollcall.ingress.targets.http;

import dev.rollcall.ingress.BodyBytes;
import dev.rollcall.ingress.Limits;
import dev.rollcall.ingress.reads.ReadAnswer;
import dev.rollcall.ingress.reads.ReadsUnavailableException;
import dev.rollcall.ingress.reads.http.InternalClient;
import dev.rollcall.ingress.targets.RecordedTargets;
import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.administration.TargetDocument;
import java.util.List;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The projection says what was recorded, the connector whether it can be used.
final class HttpRecordedTargets implements RecordedTargets {
  /// How many the projection says at once.
  private static final int PAGE = 200;

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final InternalClient projection;
  private final InternalClient connector;
  private final int bytesMax;

  HttpRecordedTargets(InternalClient projection, InternalClient connector, Limits limits) {
    this.projection = projection;
    this.connector = connector;
    this.bytesMax = limits.forwardedBytesMax();
  }

  @Override
  public Mono<Recorded> find(TenantId tenant, String name) {
    String path =
        base(tenant)
            + "/reserved/"
            + InternalClient.encoded(ReservedType.TARGET.typeName())
            + "/"
            + InternalClient.encoded(ReservedType.TARGET.id(name).value());
    return projection
        .answer(projection.request(HttpMethod.GET, path))
        .flatMap(answer ->
            answer.status() == 404
                ? dropped(answer).then(Mono.empty())
                : read(answer).map(HttpRecordedTargets::recorded));
  }

  @Override
  public Flux<Named> all(TenantId tenant) {
    return page(tenant, "")
        .expand(page ->
            page.size() < PAGE
                ? Mono.empty()
                : page(tenant, ReservedType.TARGET.id(page.getLast().name()).value()))
        .concatMapIterable(page -> page)
        .filter(it -> !TargetDocument.isDeleted(it.recorded().document()));
  }

  private Mono<List<Named>> page(TenantId tenant, String after) {
    String path =
        base(tenant)
            + "/reserved/"
            + InternalClient.encoded(ReservedType.TARGET.typeName())
            + "?after="
            + InternalClient.encoded(after);
    return projection
        .answer(projection.request(HttpMethod.GET, path))
        .flatMap(this::read)
        .map(body ->
            body.get("resources") instanceof JsonArray(var elements)
                ? elements.stream()
                    .map(JsonObject.class::cast)
                    .map(HttpRecordedTargets::named)
                    .toList()
                : List.of());
  }

  private static Named named(JsonObject body) {
    var id = new ResourceId(body.text("id").orElse(""));
    return new Named(ReservedType.TARGET.nameIn(id), recorded(body));
  }

  private static Recorded recorded(JsonObject body) {
    long version =
        body.get("version") instanceof JsonNumber number ? number.value().longValue() : 0;
    var document = body.get("document") instanceof JsonObject it ? it : JsonObject.EMPTY;
    return new Recorded(version, document);
  }

  @Override
  public Mono<Verdict> check(TenantId tenant, String name, JsonObject document, boolean call) {
    String path = base(tenant) + "/targets/" + InternalClient.encoded(name) + "/check?call=" + call;
    return connector
        .post(path, json.write(document))
        .flatMap(this::read)
        .map(HttpRecordedTargets::verdict);
  }

  @Override
  public Mono<Told> preview(TenantId tenant, String name, JsonObject question) {
    String path = base(tenant) + "/targets/" + InternalClient.encoded(name) + "/preview";
    return connector
        .post(path, json.write(question))
        .flatMap(answer ->
            BodyBytes.of(answer.body(), bytesMax)
                .map(bytes -> new Told(answer.status(), json.readObject(bytes))));
  }

  private static Verdict verdict(JsonObject body) {
    List<String> problems =
        body.get("problems") instanceof JsonArray(var elements)
            ? elements.stream()
                .filter(JsonString.class::isInstance)
                .map(it -> ((JsonString) it).value())
                .toList()
            : List.of("The connector did not say whether it can be used");
    return new Verdict(
        problems,
        body.text("unanswered").orElse(null),
        JsonBoolean.TRUE.equals(body.get("called")));
  }

  private Mono<JsonObject> read(ReadAnswer answer) {
    return answer.status() == 200
        ? BodyBytes.of(answer.body(), bytesMax).map(json::readObject)
        : dropped(answer).then(Mono.error(new ReadsUnavailableException(answer.status())));
  }

  private static Mono<Void> dropped(ReadAnswer answer) {
    return answer.body().doOnNext(DataBufferUtils::release).then();
  }

  private static String base(TenantId tenant) {
    return "/internal/v1/" + InternalClient.encoded(tenant.value());
  }
}
