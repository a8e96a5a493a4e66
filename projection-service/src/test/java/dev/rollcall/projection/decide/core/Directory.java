package dev.rollcall.projection.decide.core;

import dev.rollcall.projection.decide.core.Judgement.Decided;
import dev.rollcall.projection.decide.core.Judgement.Incomplete;
import dev.rollcall.schemas.event.Actor;
import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.DecidedPart;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Position;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.BulkContent;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.profile.Profile;
import dev.rollcall.scim.profile.Profiles;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A directory that starts empty and becomes what is decided. Every request stands in one batch, so
/// all that is known comes from facts.
final class Directory {
  static final TenantId TENANT = new TenantId("demo");
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.CLIENT);
  private static final Actor ACTOR = new Actor("k1a2b3", null, null);

  private final WorkingState state = new WorkingState(Profiles.STANDARD);
  private final Decider decider = new Decider();
  private Profile profile = Profile.STANDARD;
  private int requests;

  /// Decides a command and makes its facts true.
  Decided when(Command command) {
    return when(command, null, null);
  }

  Decided when(Command command, @Nullable String retryOf, @Nullable String idempotencyKey) {
    var id = new RequestId("r" + (requests + 1));
    return when(
        new Request(
            id,
            TENANT,
            Instant.EPOCH,
            ACTOR,
            command,
            retryOf == null ? null : new RequestId(retryOf),
            idempotencyKey));
  }

  /// Decides a command under an id of its own.
  Decided when(RequestId id, Command command, @Nullable String idempotencyKey) {
    return when(new Request(id, TENANT, Instant.EPOCH, ACTOR, command, null, idempotencyKey));
  }

  private Decided when(Request request) {
    requests++;
    RequestId id = request.id();
    Command command = request.command();
    String fingerprint = request.idempotencyKey() == null ? null : fingerprint(command);
    Reading reading = RequestReader.read(request, profile, fingerprint);
    Decided decided = decide(reading);
    for (Fact fact : decided.facts()) {
      state.evolve(TENANT, fact);
    }
    DecidedPart part = DecidedPart.of(command, decided.outcome()).orElse(null);
    var decision =
        new Decision(
            new Position(0, requests),
            requests,
            id,
            TENANT,
            Instant.EPOCH,
            Decider.RULE_VERSION,
            decided.outcome(),
            decided.facts(),
            part);
    state.remember(request, new Earlier(decision, fingerprint));
    return decided;
  }

  private Decided decide(Reading reading) {
    var needs = new Needs();
    RequestNeeds.collect(reading, needs);
    state.learnedAll(needs);
    while (true) {
      switch (decider.decide(reading, state)) {
        case Decided decided -> {
          return decided;
        }
        case Incomplete(Needs missing) -> state.learnedAll(missing);
      }
    }
  }

  /// Everything but the id that ingress mints.
  private static String fingerprint(Command command) {
    return switch (command) {
      case Command.CreateResource it -> it.document().toString();
      case Command.Bulk it -> BulkContent.of(it);
      case Command.ReplaceResource _, Command.PatchResource _, Command.DeleteResource _ ->
          command.toString();
    };
  }

  /// Has what follows decided under another profile, as a definition in the log would.
  void under(Profile another) {
    profile = another;
  }

  String lastRequest() {
    return "r" + requests;
  }

  static JsonObject json(String text) {
    return JSON.readObject(
        text.replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  static Command createUser(String id, String userName) {
    return new Command.CreateResource(
        "User", new ResourceId(id), json("{'userName':'" + userName + "'}"));
  }

  static Command createGroup(String id, String displayName, String... members) {
    return new Command.CreateResource(
        "Group",
        new ResourceId(id),
        json("{'displayName':'" + displayName + "','members':" + refs(members) + "}"));
  }

  static Command patch(String type, String id, String operations, String... ifMatch) {
    return new Command.PatchResource(
        type,
        new ResourceId(id),
        List.of(ifMatch),
        json(
            "{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':["
                + operations
                + "]}"));
  }

  static Command replace(String type, String id, String document, String... ifMatch) {
    return new Command.ReplaceResource(type, new ResourceId(id), List.of(ifMatch), json(document));
  }

  static Command delete(String type, String id, String... ifMatch) {
    return new Command.DeleteResource(type, new ResourceId(id), List.of(ifMatch));
  }

  static Command addMembers(String group, String... members) {
    return patch("Group", group, "{'op':'Add','path':'members','value':" + refs(members) + "}");
  }

  static Command removeMembers(String group, String... members) {
    return patch("Group", group, "{'op':'Remove','path':'members','value':" + refs(members) + "}");
  }

  static String refs(String... members) {
    var refs = new StringBuilder("[");
    for (String member : members) {
      refs.append(refs.length() > 1 ? "," : "").append("{'value':'").append(member).append("'}");
    }
    return refs.append("]").toString();
  }
}
