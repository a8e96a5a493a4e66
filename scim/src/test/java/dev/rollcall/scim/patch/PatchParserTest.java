package dev.rollcall.scim.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.fixture.JsonText;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PatchParserTest {
  private static final String MESSAGE =
      "'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp']";

  private static ScimError refusal(String body) {
    Result<List<PatchOperation>> parsed =
        new PatchParser(PatchLimits.CLIENT)
            .parse(StandardSchemas.USER_TYPE, JsonText.object(body), Leniency.ALL);
    assertThat(parsed).isInstanceOf(Result.Refused.class);
    return ((Result.Refused<List<PatchOperation>>) parsed).error();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'Operations':[{'op':'remove','path':'title'}]}",
        "{'schemas':[],'Operations':[{'op':'remove','path':'title'}]}",
        "{'schemas':'urn:ietf:params:scim:api:messages:2.0:PatchOp'}",
        "{" + MESSAGE + "}",
        "{" + MESSAGE + ",'Operations':{}}",
        "{" + MESSAGE + ",'Operations':null}",
        "{" + MESSAGE + ",'Operations':['remove']}",
      })
  void a_body_that_is_no_patch_message_is_refused(String body) {
    ScimError refusal = refusal(body);
    assertThat(refusal.status()).isEqualTo(400);
    assertThat(Objects.requireNonNull(refusal.scimType()).keyword()).isEqualTo("invalidSyntax");
  }

  @Test
  void more_operations_than_the_limit_are_too_large() {
    String one = "{'op':'remove','path':'title'}";
    ScimError refusal =
        refusal("{" + MESSAGE + ",'Operations':[" + one + ("," + one).repeat(1000) + "]}");
    assertThat(refusal.status()).isEqualTo(413);
    assertThat(refusal.scimType()).isNull();
    assertThat(refusal.detail()).contains("1000");
  }

  @Test
  void more_elements_than_the_limit_are_no_value() {
    String one = "{'value':'x%d'}";
    var elements = new StringBuilder(one.formatted(0));
    for (int i = 1; i <= 1000; i++) {
      elements.append(',').append(one.formatted(i));
    }
    ScimError refusal =
        refusal(
            "{"
                + MESSAGE
                + ",'Operations':[{'op':'add','path':'emails','value':["
                + elements
                + "]}]}");
    assertThat(refusal.scimType()).isEqualTo(ScimType.INVALID_VALUE);
  }
}
