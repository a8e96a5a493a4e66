package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.targets.RecordedTargets.Named;
import dev.rollcall.ingress.targets.RecordedTargets.Verdict;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.ResourceChanged;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.administration.SecretMembers;
import dev.rollcall.scim.administration.TargetDocument;
import dev.rollcall.scim.resource.ResourceRenderer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is answered about recorded targets, as JSON text. No secret is in it.
final class TargetAnswers {
  /// Whether the app was called when its configuration was saved.
  private static final String CALLED = "called";

  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private TargetAnswers() {}

  /// A configuration, with a mark in the place of each secret.
  static byte[] shown(String name, JsonObject document) {
    return JSON.write(body(name, document));
  }

  /// The same of one that was saved.
  ///
  /// @param called whether the app was called before: where not, nobody knows how it answers
  static byte[] saved(String name, JsonObject document, boolean called) {
    return JSON.write(body(name, document).with(CALLED, JsonBoolean.of(called)));
  }

  /// What was answered can be sent back.
  static JsonObject asSent(JsonObject body) {
    return body.get(CALLED) instanceof JsonBoolean ? body.without(CALLED) : body;
  }

  private static JsonObject body(String name, JsonObject document) {
    return JsonObject.builder()
        .put("id", name)
        .putAll(SecretMembers.shown(document).members())
        .build();
  }

  /// What a decision made of a configuration. Without a fact nothing changed, and what was expected
  /// is what is there.
  static Optional<JsonObject> document(Decision decision) {
    for (Fact fact : decision.facts()) {
      if (fact instanceof ResourceCreated created) {
        return Optional.of(created.document());
      }
      if (fact instanceof ResourceChanged changed) {
        return Optional.of(changed.document());
      }
    }
    return Optional.empty();
  }

  /// What is wrong with a configuration, in the words of a connector; empty where it can be
  /// recorded.
  static Optional<String> problem(Verdict verdict) {
    if (!verdict.problems().isEmpty()) {
      return Optional.of(String.join("; ", verdict.problems()) + ".");
    }
    return Optional.ofNullable(verdict.unanswered())
        .map(said ->
            "The app did not answer a test call as it should. "
                + said
                + ". With ?check=skip it is saved all the same.");
  }

  /// What a request would make of a configuration.
  ///
  /// @param before null where there is none
  record Change(@Nullable JsonObject before, JsonObject after) {

    boolean isNone() {
      return after.equals(before);
    }

    private String word() {
      if (before == null) {
        return "create";
      }
      return isNone() ? "none" : "change";
    }
  }

  /// The change, with the names of the members that differ.
  static byte[] change(String name, Change change) {
    var differing = TargetDocument.difference(change.before(), change.after());
    List<Json> members = differing.stream().<Json>map(JsonString::new).toList();
    return JSON.write(
        JsonObject.builder()
            .put("id", name)
            .put("change", change.word())
            .put("members", new JsonArray(members))
            .build());
  }

  /// Which targets of a tenant are recorded.
  static byte[] list(TenantId tenant, List<Named> targets) {
    List<Json> each = targets.stream().<Json>map(TargetAnswers::entry).toList();
    return JSON.write(
        JsonObject.builder()
            .put("tenant", tenant.value())
            .put("configurations", new JsonArray(each))
            .build());
  }

  private static JsonObject entry(Named target) {
    return JsonObject.builder()
        .put("id", target.name())
        .putIfPresent("kind", target.recorded().document().text("kind").orElse(null))
        .put("version", ResourceRenderer.entityTag(target.recorded().version()))
        .build();
  }
}
