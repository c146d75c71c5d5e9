package io.kiln.api.cfn;

import io.kiln.api.auth.Caller;
import io.kiln.api.auth.Project;
import io.kiln.api.cfn.wire.Fields;
import io.kiln.api.cfn.wire.Refused;
import io.kiln.api.cfn.wire.Xml;
import io.kiln.api.http.RequestIds;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** CloudFormation's query API, behind the door that leads each action to a path of its own. */
@RestController
final class CfnController {

  static final String XML = "text/xml;charset=UTF-8";

  private static final MediaType MEDIA = MediaType.parseMediaType(XML);

  /** Whose stacks are meant where nobody has to say who they are. */
  private static final String NOBODYS = "admin";

  private final Operations operations;

  CfnController(Operations operations) {
    this.operations = operations;
  }

  @RequestMapping(
      path = Endpoint.PATH + "/{action}",
      method = {RequestMethod.GET, RequestMethod.POST})
  ResponseEntity<byte[]> answer(HttpServletRequest request) {
    SentRequest sent =
        SentRequest.of(request)
            .orElseThrow(
                () ->
                    Refused.as(
                        404,
                        "InvalidAction",
                        "Send actions to %s as a field.".formatted(Endpoint.PATH)));
    String project = Caller.of(request).project().map(Project::id).orElse(NOBODYS);
    Fields result = operations.named(sent.action()).answer(sent.form(), project);
    return ResponseEntity.ok()
        .contentType(MEDIA)
        .body(Xml.answer(sent.action(), result, RequestIds.of(request)));
  }
}
