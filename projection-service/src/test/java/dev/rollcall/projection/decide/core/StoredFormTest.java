package dev.rollcall.projection.decide.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StoredFormTest {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  @Test
  void members_stand_by_the_length_of_their_names_and_then_by_their_bytes() {
    assertThat(
            stored("{'userName':'a','name':{'zz':1,'b':2},'id':[{'value':1,'type':'x'}],'ab':0}"))
        .isEqualTo("{'ab':0,'id':[{'type':'x','value':1}],'name':{'b':2,'zz':1},'userName':'a'}");
  }

  @Test
  void numbers_have_no_exponent_and_keep_their_zeros() {
    assertThat(stored("{'a':1E+2,'b':1.50}")).isEqualTo("{'a':100,'b':1.50}");
  }

  @Test
  void a_state_has_it_wherever_its_document_comes_from() {
    var ref = new ResourceRef("User", new ResourceId("u1"));
    JsonObject document = read("{'userName':'a','active':true}");

    assertThat(JSON.writeText(ResourceState.of(ref, 1, document).document()))
        .isEqualTo("{'active':true,'userName':'a'}".replace('\'', '"'));
  }

  private static String stored(String text) {
    return JSON.writeText(StoredForm.of(read(text))).replace('"', '\'');
  }

  private static JsonObject read(String text) {
    return JSON.readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
