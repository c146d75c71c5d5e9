package io.kiln.it.fuzz;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Templates of every kind that a server without containers carries out in no time. */
final class Templates {

  private static final String HEAD = "heat_template_version: 2018-08-31\n";

  static final String CHILD =
      HEAD
          + """
          parameters: {v: {type: string, default: w}}
          resources: {x: {type: OS::Heat::Value, properties: {value: {get_param: v}}}}
          outputs: {w: {value: {get_attr: [x, value]}}}
          """;

  static final List<String> ALL =
      List.of(
          HEAD,
          HEAD
              + """
              description: Wire sample
              parameters:
                n: {type: number, default: 1, description: how many, constraints: [{range: {min: 0, max: 10}}]}
                secret: {type: string, default: hush, hidden: true}
              resources:
                a: {type: OS::Heat::Value, properties: {value: {get_param: n}}}
                r: {type: OS::Heat::RandomString, properties: {length: 8}}
                t: {type: OS::Heat::TestResource, depends_on: r, properties: {value: {get_attr: [r, value]}}}
                inner: {type: child.yaml, properties: {v: {get_attr: [a, value]}}}
              outputs:
                o: {value: {get_attr: [a, value]}, description: the number}
                c: {value: {get_attr: [inner, w]}}
              """,
          HEAD
              + """
              parameters: {n: {type: number, default: 2}}
              resources:
                g:
                  type: OS::Heat::ResourceGroup
                  properties:
                    count: {get_param: n}
                    resource_def: {type: OS::Heat::Value, properties: {value: "%index%"}}
              outputs: {o: {value: {get_attr: [g, value]}}}
              """,
          HEAD
              + """
              resources:
                g:
                  type: OS::Heat::AutoScalingGroup
                  properties: {min_size: 1, max_size: 3, desired_capacity: 1, resource: {type: OS::Heat::RandomString}}
                p:
                  type: OS::Heat::ScalingPolicy
                  properties: {adjustment_type: change_in_capacity, auto_scaling_group_id: {get_resource: g}, scaling_adjustment: 1}
                h: {type: OS::Heat::WaitConditionHandle}
              """,
          HEAD
              + """
              parameters: {l: {type: comma_delimited_list, default: "a,b"}, j: {type: json, default: {k: [1]}}, b: {type: boolean, default: true}}
              conditions: {on: {equals: [{get_param: b}, true]}}
              resources:
                a: {type: OS::Heat::Value, condition: on, properties: {value: {list_join: [",", {get_param: l}]}}}
                s: {type: OS::Heat::Value, properties: {value: {str_replace: {template: $x-$x, params: {$x: {get_param: [j, k, 0]}}}}}}
                f: {type: OS::Heat::Value, properties: {value: {repeat: {template: "%e%", for_each: {"%e%": {get_param: l}}}}}}
                y: {type: OS::Heat::Value, properties: {value: {yaql: {expression: "$.data.select($ + x)", data: {get_param: l}}}}}
                m: {type: OS::Heat::Value, properties: {value: {map_merge: [{a: 1}, {b: {digest: [sha256, x]}}]}}}
              outputs: {o: {value: {get_attr: [f, value]}}}
              """,
          """
          AWSTemplateFormatVersion: 2010-09-09
          Parameters: {N: {Type: Number, Default: 1}}
          Resources:
            a: {Type: "OS::Heat::Value", Properties: {value: {Ref: N}}}
            t: {Type: "OS::Heat::RandomString", DependsOn: a}
          Outputs: {o: {Value: {"Fn::Join": ["-", [{Ref: "AWS::StackName"}, {"Fn::GetAtt": [a, value]}]]}}}
          """);

  private Templates() {}

  /** The body of a create. */
  static Map<String, Object> create(String name, int template) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("stack_name", name);
    body.put("template", ALL.get(template));
    body.put("files", Map.of("child.yaml", CHILD));
    body.put("parameters", Map.of());
    body.put("disable_rollback", true);
    body.put("tags", "blue,green");
    body.put("timeout_mins", 10);
    return body;
  }
}
