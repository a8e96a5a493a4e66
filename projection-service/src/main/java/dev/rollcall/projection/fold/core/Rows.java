package dev.rollcall.projection.fold.core;

import dev.rollcall.schemas.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Everything that a run of decisions changes in the tables, netted: each row is touched once. What
/// ends comes before what begins in the same table.
public record Rows(
    List<Resource> inserted,
    List<Resource> updated,
    List<Touch> touched,
    List<Key> deleted,
    List<Key> released,
    List<Taken> taken,
    Map<Kind, Long> totals,
    Memberships memberships,
    Versions versions,
    List<ResourceRequest> resourceRequests,
    List<RequestRow> requests) {

  private static final long FIRST_VERSION = 1;

  /// The resources that came and did not change since: the row of each is its only version too.
  public List<Resource> insertedAsCreated() {
    return inserted.stream().filter(Resource::isAsCreated).toList();
  }

  /// The resources that came and changed since.
  public List<Resource> insertedAndChanged() {
    return inserted.stream().filter(it -> !it.isAsCreated()).toList();
  }

  /// The versions that are not the row of a resource of [#insertedAsCreated].
  public List<Version> versionsOfTheirOwn() {
    if (inserted.isEmpty()) {
      return versions.inserted();
    }
    var created = inserted.stream().filter(Resource::isAsCreated).map(Resource::key);
    Set<Key> keys = created.collect(Collectors.toSet());
    return versions.inserted().stream().filter(it -> !keys.contains(it.key())).toList();
  }

  /// A type of resource of a tenant. Its total changes by what came less what went; a type that saw
  /// any of both has an entry, also where it is 0.
  public record Kind(String tenant, String type) {}

  /// A resource of a tenant.
  public record Key(String tenant, String id) {}

  /// A row of `resource`. `createdAt` and `createdSeq` count only where the row is new.
  public record Resource(
      Key key,
      String type,
      long version,
      JsonObject document,
      JsonObject search,
      @Nullable String externalId,
      @Nullable String userName,
      @Nullable String displayName,
      boolean active,
      Instant createdAt,
      Instant modifiedAt,
      long createdSeq) {

    private boolean isAsCreated() {
      return version == FIRST_VERSION;
    }
  }

  /// A resource whose document stayed and whose version did not: members came or went.
  public record Touch(Key key, long version, Instant modifiedAt) {}

  /// A row of `taken_key`.
  public record Taken(Key owner, String type, String attribute, String value) {}

  /// A place in time: a position and when it was recorded.
  public record Moment(long seq, Instant at) {}

  /// Changes of `membership`.
  ///
  /// @param ended stored memberships that end
  /// @param endedGroups groups whose stored memberships all end
  public record Memberships(
      List<EndedMembership> ended, List<EndedGroup> endedGroups, List<Membership> inserted) {}

  public record EndedMembership(Key group, String memberId, Moment to) {}

  public record EndedGroup(Key group, Moment to) {}

  /// A row of `membership`; `to` is null while it lasts.
  public record Membership(
      Key group, String memberId, String memberType, Moment from, @Nullable Moment to) {}

  /// Changes of `resource_version`.
  public record Versions(List<EndedVersion> ended, List<Version> inserted) {}

  public record EndedVersion(Key key, long version, Moment to) {}

  /// A row of `resource_version`.
  ///
  /// @param document null for the deleted state, and where it is carried
  /// @param carried the document is the one that the directory had before these rows
  public record Version(
      Key key,
      String type,
      long version,
      Moment from,
      @Nullable Moment to,
      @Nullable JsonObject document,
      boolean carried) {}

  /// A row of `resource_request`.
  public record ResourceRequest(Key resource, long seq) {}

  /// A row of `request`.
  public record RequestRow(
      String tenant,
      long seq,
      int partition,
      String requestId,
      Instant recordedAt,
      String operation,
      Asker asker,
      Answer answer,
      Repeat repeat) {}

  /// Who asked.
  public record Asker(String credential, @Nullable String address, @Nullable String userAgent) {}

  /// How it was answered.
  public record Answer(int status, @Nullable String scimType, @Nullable String detail) {}

  /// How a repeat of the request would be recognised.
  public record Repeat(@Nullable String idempotencyKey, @Nullable String fingerprint) {}
}
