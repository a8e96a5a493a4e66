package dev.rollcall.projection.decide.core;

import dev.rollcall.projection.decide.core.Intent.Body;
import dev.rollcall.projection.decide.core.Intent.Operations;
import dev.rollcall.schemas.event.BulkPart;
import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Command.BulkOperation;
import dev.rollcall.schemas.event.Command.CreateResource;
import dev.rollcall.schemas.event.Command.DeleteResource;
import dev.rollcall.schemas.event.Command.OnResource;
import dev.rollcall.schemas.event.Command.PatchResource;
import dev.rollcall.schemas.event.Command.ReplaceResource;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.patch.MemberPatch;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.scim.patch.PatchParser;
import dev.rollcall.scim.profile.Profile;
import dev.rollcall.scim.resource.ResourceReader;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a request without looking at the directory, once, for the prefetch and the decision alike.
public final class RequestReader {
  static final String MEMBERS = "members";

  private static final PatchParser PATCHES = new PatchParser(PatchLimits.CLIENT);

  private final Profile profile;

  private RequestReader(Profile profile) {
    this.profile = profile;
  }

  /// Reads a request.
  ///
  /// @param profile of the tenant, at the request's place of the log
  /// @param fingerprint of the command, null where the request has no `Idempotency-Key`
  /// @throws IllegalArgumentException where the resource type is none of the tenant's: ingress let
  ///   through what it must not
  public static Reading read(Request request, Profile profile, @Nullable String fingerprint) {
    Command command = request.command();
    if (command instanceof OnResource it) {
      Optional<ReservedType> reserved = ReservedType.of(it.resourceType());
      if (reserved.isPresent()) {
        return new ReservedReading(request, reserved.get(), it, fingerprint);
      }
    }
    return switch (command) {
      case ReplaceResource it when ProfileDecider.isDefinition(it.resourceType()) ->
          new ProfileReading(request, it, profile, fingerprint);
      case OnResource it -> new RequestReader(profile).resource(request, it, fingerprint);
      case Bulk it -> new RequestReader(profile).bulk(request, it, fingerprint);
    };
  }

  private BulkReading bulk(Request request, Bulk bulk, @Nullable String fingerprint) {
    var operations = new BulkReader(profile.schemas(), bulk);
    var steps = new ArrayList<BulkReading.Step>(bulk.operations().size());
    for (BulkOperation sent : bulk.operations()) {
      BulkReader.Operation read = operations.read(sent);
      Result<ResourceReading> operation = read.command().map(it -> resource(request, it, null));
      Set<Integer> membersFirst =
          switch (operation) {
            case Result.Ok<ResourceReading>(var it) -> operations.membersFirst(it);
            case Result.Refused<ResourceReading> _ -> Set.of();
          };
      steps.add(
          new BulkReading.Step(
              sent.method(), sent.bulkId(), operation, read.dependsOn(), membersFirst));
    }
    BulkPart part = bulk.part();
    var errors =
        new BulkReading.Errors(bulk.failOnErrors(), part == null ? 0 : part.refusedBefore());
    return new BulkReading(request, errors, steps, fingerprint);
  }

  private ResourceReading resource(
      Request request, OnResource command, @Nullable String fingerprint) {
    ResourceTypeDefinition type =
        profile
            .schemas()
            .resourceType(command.resourceType())
            .orElseThrow(() -> new IllegalArgumentException("Unknown resource type"));
    Intent intent =
        switch (command) {
          case CreateResource it -> new Intent.Create(it.newId(), body(type, it.document()));
          case ReplaceResource it ->
              new Intent.Replace(it.id(), it.ifMatch(), body(type, it.document()));
          case PatchResource it ->
              new Intent.Patch(it.id(), it.ifMatch(), operations(type, it.body()));
          case DeleteResource it -> new Intent.Delete(it.id(), it.ifMatch());
        };
    return new ResourceReading(request, profile.leniency(), type, intent, fingerprint);
  }

  static boolean hasMembers(ResourceTypeDefinition type) {
    return type.schema().attribute(MEMBERS).isPresent();
  }

  private Result<Body> body(ResourceTypeDefinition type, JsonObject sent) {
    return Storable.check(sent)
        .flatMap(body -> ResourceReader.read(type, body, profile.leniency()))
        .map(read ->
            hasMembers(type)
                ? new Body(read.without(MEMBERS), memberIds(read))
                : new Body(read, List.of()));
  }

  private static List<ResourceId> memberIds(JsonObject group) {
    var ids = new ArrayList<ResourceId>();
    if (group.get(MEMBERS) instanceof JsonArray(List<Json> elements)) {
      for (Json element : elements) {
        if (element instanceof JsonObject member) {
          member.text("value").map(ResourceId::new).ifPresent(ids::add);
        }
      }
    }
    return ids;
  }

  private Result<Operations> operations(ResourceTypeDefinition type, JsonObject sent) {
    var parsed =
        Storable.check(sent).flatMap(message -> PATCHES.parse(type, message, profile.leniency()));
    if (!hasMembers(type)) {
      return parsed.map(all -> new Operations(all, List.of()));
    }
    return parsed
        .flatMap(MemberPatch::split)
        .map(split -> new Operations(split.attributeOperations(), split.memberOperations()));
  }
}
