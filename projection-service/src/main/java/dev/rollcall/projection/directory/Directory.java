package dev.rollcall.projection.directory;

import dev.rollcall.projection.ReadLimits;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.scim.message.SearchRequest;
import dev.rollcall.scim.profile.Profile;
import java.util.List;
import reactor.core.publisher.Mono;

/// Answers reads of one tenant's directory (RFC 7644 section 3.4).
public final class Directory {
  private final Parts parts;

  public Directory(Parts parts) {
    this.parts = parts;
  }

  /// What a directory is made of.
  ///
  /// @param cursors seals and opens where walks go on
  public record Parts(
      DirectoryStore store, ReadLimits limits, TenantProfiles profiles, Cursors cursors) {}

  /// Who reads, and under which base URL the answer's addresses are.
  ///
  /// @param caller the id of the credential; empty where nobody in particular asks
  /// @param profileVersion the version that the tenant's profile has at least
  public record Reader(TenantId tenant, String baseUrl, String caller, long profileVersion) {
    /// Nobody in particular, who knows of no definition.
    public Reader(TenantId tenant, String baseUrl) {
      this(tenant, baseUrl, "", 0);
    }
  }

  /// What to look up.
  ///
  /// @param attributes as in the URL: names or comma-separated lists
  /// @param specified names of what the write that this answers specified, in the same form
  public record Get(
      String type,
      String id,
      List<String> attributes,
      List<String> excludedAttributes,
      List<String> specified,
      EntityTags known) {}

  /// Looks up one resource (section 3.4.1).
  public Mono<Answer> get(Reader reader, Get get) {
    return profile(reader)
        .flatMap(profile -> new ProfiledDirectory(parts, profile, reader).get(get));
  }

  /// Searches resources of some types (sections 3.4.2 and 3.4.3).
  public Mono<Answer> search(Reader reader, List<String> typeNames, SearchRequest request) {
    return profile(reader)
        .flatMap(
            profile -> new ProfiledDirectory(parts, profile, reader).search(typeNames, request));
  }

  private Mono<Profile> profile(Reader reader) {
    return parts.profiles().of(reader.tenant(), reader.profileVersion());
  }
}
