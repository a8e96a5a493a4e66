package dev.rollcall.schemas.wire;

import dev.rollcall.schemas.event.Actor;
import dev.rollcall.schemas.event.BulkPart;
import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Command.BulkOperation;
import dev.rollcall.schemas.event.Command.CreateResource;
import dev.rollcall.schemas.event.Command.DeleteResource;
import dev.rollcall.schemas.event.Command.PatchResource;
import dev.rollcall.schemas.event.Command.ReplaceResource;
import dev.rollcall.schemas.event.DecidedPart;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.MembersRemoved;
import dev.rollcall.schemas.event.Fact.ResourceChanged;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Fact.ResourceDeactivated;
import dev.rollcall.schemas.event.Fact.ResourceDeleted;
import dev.rollcall.schemas.event.Fact.ResourceReactivated;
import dev.rollcall.schemas.event.Member;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Outcome.Performed;
import dev.rollcall.schemas.event.Outcome.PerformedOperation;
import dev.rollcall.schemas.event.Outcome.Quarantined;
import dev.rollcall.schemas.event.Outcome.Refused;
import dev.rollcall.schemas.event.Position;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.event.TakenKey;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What each approved file under `approved/` says, as values. A file and its value here are added
/// once and never changed: stored records look like this for ever.
final class ApprovedRecords {
  static final ResourceRef USER = new ResourceRef("User", new ResourceId("u-1"));
  static final ResourceRef GROUP = new ResourceRef("Group", new ResourceId("g-1"));
  private static final TenantId TENANT = new TenantId("orchard-mill");
  private static final RequestId REQUEST = new RequestId("0193f2a0-0000-7000-8000-000000000001");
  private static final RequestId EARLIER = new RequestId("0193f2a0-0000-7000-8000-000000000000");
  private static final List<TakenKey> KEYS =
      List.of(new TakenKey("userName", "amélie@mill.example"));

  private ApprovedRecords() {}

  /// Requests by file name, in version 1.
  static SequencedMap<String, Request> requests() {
    var files = new LinkedHashMap<String, Request>();
    files.put(
        "resource.create.v1.json",
        request(new CreateResource("User", USER.id(), document(true)), null));
    files.put(
        "resource.replace.v1.json",
        request(
            new ReplaceResource("User", USER.id(), List.of("W/\"3\"", "*"), document(false)),
            EARLIER));
    files.put(
        "resource.patch.v1.json",
        request(new PatchResource("Group", GROUP.id(), List.of(), patchBody()), null));
    files.put(
        "resource.delete.v1.json",
        new Request(
            REQUEST,
            TENANT,
            Instant.parse("2026-11-24T08:30:00Z"),
            new Actor("k1a2b3", null, null),
            new DeleteResource("User", USER.id(), List.of("W/\"4\"")),
            null,
            null));
    files.put("bulk.v1.json", request(bulk(), null));
    files.put("bulk-part.v1.json", request(bulkPart(), null));
    return files;
  }

  /// Decisions by file name, in version 1: each outcome and each fact at least once.
  static SequencedMap<String, Decision> decisions() {
    var files = new LinkedHashMap<String, Decision>();
    files.put(
        "decision.refused.v1.json",
        decision(new Refused(409, "uniqueness", "Another User has this userName")));
    files.put("decision.refused-plain.v1.json", decision(new Refused(404, null, "No such User")));
    files.put("decision.quarantined.v1.json", decision(new Quarantined("UnreadableRecord")));
    files.put(
        "decision.part.v1.json",
        decision(new Quarantined("UnreadableRecord"))
            .about(new DecidedPart(EARLIER, 2, 3, 25, 1, true)));
    files.put(
        "decision.performed.v1.json",
        decision(
            new Performed(
                List.of(
                    new PerformedOperation(0, "POST", "q1", new Accepted(201, USER, 1)),
                    new PerformedOperation(
                        2, "DELETE", null, new Refused(409, null, "Another has it"))))));
    files.put("decision.unchanged.v1.json", decision(new Accepted(200, USER, 4)));
    files.put(
        "resource.created.v1.json",
        decision(new Accepted(201, USER, 1), new ResourceCreated(USER, 1, document(true), KEYS)));
    files.put(
        "resource.changed.v1.json",
        decision(new Accepted(200, USER, 2), new ResourceChanged(USER, 2, document(true), KEYS)));
    files.put(
        "resource.deactivated.v1.json",
        decision(
            new Accepted(200, USER, 3), new ResourceDeactivated(USER, 3, document(false), KEYS)));
    files.put(
        "resource.reactivated.v1.json",
        decision(
            new Accepted(200, USER, 4), new ResourceReactivated(USER, 4, document(true), KEYS)));
    files.put(
        "resource.deleted.v1.json",
        decision(new Accepted(204, USER, 5), new ResourceDeleted(USER, 5)));
    files.put(
        "members.added.v1.json",
        decision(
            new Accepted(204, GROUP, 2),
            new MembersAdded(
                GROUP,
                2,
                List.of(
                    new Member(USER.id(), "User"), new Member(new ResourceId("g-2"), "Group")))));
    files.put(
        "members.removed.v1.json",
        decision(
            new Accepted(204, GROUP, 3),
            new MembersRemoved(GROUP, 3, List.of(USER.id(), new ResourceId("u-2")))));
    return files;
  }

  private static Request request(Command command, @Nullable RequestId retryOf) {
    return new Request(
        REQUEST,
        TENANT,
        Instant.parse("2026-11-24T08:30:00.123456789Z"),
        new Actor("k1a2b3", "192.0.2.7", "curl/8"),
        command,
        retryOf,
        "idem-1");
  }

  private static Decision decision(Outcome outcome, Fact... facts) {
    return new Decision(
        new Position(7, 41),
        12,
        REQUEST,
        TENANT,
        Instant.parse("2026-11-24T08:30:00.130Z"),
        1,
        outcome,
        List.of(facts));
  }

  private static JsonObject document(boolean active) {
    return JsonObject.builder()
        .put("schemas", JsonArray.ofStrings(List.of("urn:ietf:params:scim:schemas:core:2.0:User")))
        .put("userName", "Amélie@Mill.example")
        .put("active", active)
        .put("name", JsonObject.of("familyName", new JsonString("Fontaine \"the mill\"")))
        .build();
  }

  private static Bulk bulk() {
    return new Bulk(
        1,
        List.of(
            new BulkOperation("POST", "/Users", "q1", null, document(true), USER.id()),
            new BulkOperation("PATCH", "/Groups/g-1", null, "W/\"2\"", patchBody(), null),
            new BulkOperation("DELETE", "/Users/u-2", null, null, JsonObject.EMPTY, null)));
  }

  private static Bulk bulkPart() {
    return new Bulk(
        1,
        List.of(new BulkOperation("PATCH", "/Groups/g-1", null, null, patchBody(), null)),
        new BulkPart(EARLIER, 2, 3, 25, 1, "5f70bf18", List.of(new RequestId("r-0"))));
  }

  private static JsonObject patchBody() {
    var operation =
        JsonObject.builder()
            .put("op", "Add")
            .put("path", "members")
            .put("value", JsonArray.of(JsonObject.of("value", new JsonString("u-1"))))
            .build();
    return JsonObject.builder()
        .put(
            "schemas",
            JsonArray.ofStrings(List.of("urn:ietf:params:scim:api:messages:2.0:PatchOp")))
        .put("Operations", JsonArray.of(operation))
        .put("clientSerial", JsonNumber.of(9007199254740993L))
        .build();
  }
}
