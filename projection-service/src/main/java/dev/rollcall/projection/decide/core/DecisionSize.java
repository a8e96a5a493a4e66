package dev.rollcall.projection.decide.core;

import dev.rollcall.projection.decide.core.MemberChanges.Difference;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.MembersRemoved;
import dev.rollcall.schemas.event.Fact.ResourceChanged;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Fact.ResourceDeactivated;
import dev.rollcall.schemas.event.Fact.ResourceDeleted;
import dev.rollcall.schemas.event.Fact.ResourceReactivated;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;

/// Keeps a decision small enough for one record of the decisions log: 8 MiB, at about 65 bytes a
/// member.
final class DecisionSize {
  static final int MEMBERS_CHANGED_MAX = 100_000;

  /// The longest document of a resource, in bytes: each change writes the whole of it.
  static final long DOCUMENT_BYTES_MAX = 1024 * 1024;

  /// All facts of a bulk request together, in bytes.
  static final long BULK_BYTES_MAX = 6 * 1024 * 1024;

  private static final int TOO_LARGE = 413;
  private static final int MEMBER_BYTES = 80;
  private static final int FACT_BYTES = 256;

  private DecisionSize() {}

  static Result<Difference> check(Difference difference) {
    return difference.size() <= MEMBERS_CHANGED_MAX
        ? Result.ok(difference)
        : Result.refused(
            new ScimError(
                TOO_LARGE,
                null,
                "One request can change at most "
                    + MEMBERS_CHANGED_MAX
                    + " members; send several"));
  }

  /// Refuses a document that grew beyond the limit.
  static Result<JsonObject> check(JsonObject document) {
    return JsonBytes.of(document) <= DOCUMENT_BYTES_MAX
        ? Result.ok(document)
        : Result.refused(
            new ScimError(
                TOO_LARGE, null, "A resource can have at most " + DOCUMENT_BYTES_MAX + " bytes"));
  }

  static ScimError tooMuch() {
    return new ScimError(
        TOO_LARGE,
        null,
        "The operations of this request change more than "
            + BULK_BYTES_MAX
            + " bytes; send several requests");
  }

  static long bytes(Fact fact) {
    return FACT_BYTES
        + switch (fact) {
          case ResourceCreated it -> JsonBytes.of(it.document());
          case ResourceChanged it -> JsonBytes.of(it.document());
          case ResourceDeactivated it -> JsonBytes.of(it.document());
          case ResourceReactivated it -> JsonBytes.of(it.document());
          case ResourceDeleted _ -> 0;
          case MembersAdded it -> (long) it.members().size() * MEMBER_BYTES;
          case MembersRemoved it -> (long) it.members().size() * MEMBER_BYTES;
        };
  }
}
