package dev.rollcall.connector.delivery.core;

import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is stored about a key of a receiver that is not told everything as it is.
///
/// @param presence what it was told of the resource, or null where no scope has decided yet
/// @param tellings how often it was told, or was about to be, that the resource came or went
/// @param present the resource as the directory has it, or null where it is deleted
/// @param memberOf ids of the groups of the target's scope that it is a member of
/// @param gaps memberships that it may have to be told, at most a page of them
/// @param moreGaps whether the page was full
/// @param revision no gap that is later was there when this was read
public record Acquaintance(
    @Nullable Presence presence,
    long tellings,
    @Nullable Present present,
    Set<String> memberOf,
    List<MemberGap> gaps,
    boolean moreGaps,
    long revision) {
  public Acquaintance {
    memberOf = Set.copyOf(memberOf);
    gaps = List.copyOf(gaps);
  }

  /// A resource as it is now.
  public record Present(JsonObject document, long version) {}

  /// The same with a page of gaps.
  public Acquaintance withGaps(List<MemberGap> page, boolean more) {
    return new Acquaintance(presence, tellings, present, memberOf, page, more, revision);
  }
}
