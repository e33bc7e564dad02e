import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, isSpecifiedScalarType } from "graphql";
import { expect, test } from "vitest";
import { createSchema } from "./schema.ts";

test("every type, field, argument and enum value says what it is", () => {
  const undescribed: string[] = [];
  const check = (name: string, element: { description?: string | null | undefined }) => {
    if (!element.description?.trim()) undescribed.push(name);
  };
  const types = Object.values(createSchema().getTypeMap());
  for (const type of types.filter(({ name }) => !name.startsWith("__"))) {
    if (isSpecifiedScalarType(type)) continue;
    check(type.name, type);
    if (isEnumType(type)) type.getValues().forEach((value) => check(`${type.name}.${value.name}`, value));
    if (isInputObjectType(type)) {
      Object.values(type.getFields()).forEach((field) => check(`${type.name}.${field.name}`, field));
    }
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      check(`${type.name}.${field.name}`, field);
      field.args.forEach((argument) => check(`${type.name}.${field.name}(${argument.name}:)`, argument));
    }
  }
  expect(types.length).toBeGreaterThan(40);
  expect(undescribed).toEqual([]);
});
