package dev.rollcall.scim.patch;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.Urns;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.dialect.LetterCase;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads PATCH requests (RFC 7644 section 3.5.2). Everything that needs no resource is checked
/// here: the message, the paths, the types of the values, and what no client may write. So a
/// request that can never succeed is refused before it is recorded.
public final class PatchParser {
  private static final int TOO_LARGE = 413;

  private final PatchLimits limits;

  public PatchParser(PatchLimits limits) {
    this.limits = limits;
  }

  /// Reads the body of a PATCH request on a resource of the given type.
  public Result<List<PatchOperation>> parse(
      ResourceTypeDefinition type, JsonObject body, Leniency leniency) {
    if (!isPatch(LetterCase.member(body, "schemas"))) {
      return syntax("A PATCH body has the schema " + Urns.PATCH_OP + ".");
    }
    if (!(LetterCase.member(body, "Operations") instanceof JsonArray(var given))
        || given.isEmpty()) {
      return syntax("A PATCH body has at least one operation in 'Operations'.");
    }
    if (given.size() > limits.operationsMax()) {
      return Result.refused(
          new ScimError(
              TOO_LARGE,
              null,
              "A PATCH body has at most " + limits.operationsMax() + " operations."));
    }
    return read(new OperationReader(type, leniency, limits.paths()), given);
  }

  private static Result<List<PatchOperation>> read(OperationReader reader, List<Json> given) {
    var operations = new ArrayList<PatchOperation>();
    for (Json json : given) {
      switch (WireOperation.read(json).flatMap(reader::read)) {
        case Result.Ok<List<PatchOperation>>(var made) -> operations.addAll(made);
        case Result.Refused<List<PatchOperation>> refused -> {
          return refused;
        }
      }
    }
    return Result.ok(List.copyOf(operations));
  }

  private static boolean isPatch(@Nullable Json schemas) {
    return schemas instanceof JsonArray(var urns)
        && urns.stream()
            .anyMatch(
                it -> it instanceof JsonString(var urn) && urn.equalsIgnoreCase(Urns.PATCH_OP));
  }

  private static Result<List<PatchOperation>> syntax(String sentence) {
    return Result.badRequest(ScimType.INVALID_SYNTAX, sentence);
  }
}
