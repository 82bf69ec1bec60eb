/** A deliberate fault: a place in the code, what stands there instead, and the program of the zoo that goes red. */
export interface Mutant {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly caughtBy: string;
}

/** By the rule that each of them turns off. */
export const MUTANTS: Readonly<Record<string, Mutant>> = {
  // What is finished data
  "references into other stacks are cdktf's": {
    file: "plain-data",
    from: "AttributeReference.is(token) && token.originStack === stack",
    to: "AttributeReference.is(token)",
    caughtBy: "references between stacks, both ways of writing them",
  },
  "dependencies on other stacks are cdktf's": {
    file: "plain-data",
    from: "return isOwn(token, stack) ? token.identifier : undefined",
    to: "return token?.identifier",
    caughtBy: "dependsOn: ours, prebuilt, raw, none, across stacks",
  },
  "dependencies stand without braces": {
    file: "plain-data",
    from: "if (lone instanceof Dependency) return addressOf(lone, stack) ?? LEFT_TO_CDKTF;",
    to: "if (lone instanceof Dependency) return copyText(lone.on.fqn, stack);",
    caughtBy: "dependsOn a resource whose logical id is overridden later",
  },
  "tokens of numbers inside of texts are cdktf's": {
    file: "plain-data",
    from: 'text.includes("e+") || ',
    to: "",
    caughtBy: "numbers in strings",
  },
  "tokens of numbers are cdktf's": {
    file: "plain-data",
    from: "value > LEAST_PLAIN_NUMBER && ",
    to: "",
    caughtBy: "numbers alone",
  },
  "expressions around tokens are cdktf's": {
    file: "plain-data",
    from: ' || text.replace(TOKENS, "").includes("${")',
    to: "",
    caughtBy: "Terraform expressions and escapes in strings",
  },
  "tokens that are not ours are cdktf's": {
    file: "plain-data",
    from: 'return written.includes("TfToken[") ? LEFT_TO_CDKTF : written',
    to: "return written",
    caughtBy: "lazy values",
  },
  "the marker of a map of texts is cdktf's": {
    file: "plain-data",
    from: "text === Token.STRING_MAP_TOKEN_VALUE || ",
    to: "",
    caughtBy: "a marker of a map of texts",
  },
  "the marker of a map of anything is cdktf's": {
    file: "plain-data",
    from: " || text === Token.ANY_MAP_TOKEN_VALUE",
    to: "",
    caughtBy: "a marker of a map of anything",
  },
  "the marker of a map of numbers is cdktf's": {
    file: "plain-data",
    from: " && value !== Token.NUMBER_MAP_TOKEN_VALUE",
    to: "",
    caughtBy: "a marker of a map of numbers",
  },
  "keys with tokens are cdktf's": {
    file: "plain-data",
    from: "mayHoldToken(key) || ",
    to: "",
    caughtBy: "odd keys",
  },
  "keys that tokens have are cdktf's": {
    file: "plain-data",
    from: " || Rendered.reserves(key)",
    to: "",
    caughtBy: "odd keys",
  },
  "functions, symbols and big integers are cdktf's": {
    file: "plain-data",
    from: "default:\n      return LEFT_TO_CDKTF;",
    to: "default:\n      return undefined;",
    caughtBy: "a function among the arguments",
  },
  "instances are cdktf's": {
    file: "plain-data",
    from: "prototype !== Object.prototype && prototype !== null",
    to: "AttributeReference.is(value)",
    caughtBy: "odd values",
  },
  "circular data is cdktf's": {
    file: "plain-data",
    from: "if (depth > MAX_DEPTH) return LEFT_TO_CDKTF;",
    to: "",
    caughtBy: "circular arguments",
  },
  "undefined is left out of lists": {
    file: "plain-data",
    from: "if (item !== undefined) items.push(item)",
    to: "items.push(item as PlainData)",
    caughtBy: "odd values",
  },
  "undefined is left out of objects": {
    file: "plain-data",
    from: "if (member !== undefined) members[key] = member",
    to: "members[key] = member as PlainData",
    caughtBy: "import and move",
  },

  // When an element is ready
  "two elements on one address are merged": {
    file: "rendered",
    from: "this.#address?.shared === true ? undefined : resolveToItself",
    to: "resolveToItself",
    caughtBy: "two resources on one logical id, found in the first pass over them",
  },
  "elements that are not finished count on their address too": {
    file: "finished",
    from: "Array.isArray(at(document, path)) ?",
    to: "Array.isArray(at(document, path)) || toPlainData(document, stack) === undefined ?",
    caughtBy: "two resources on one logical id, one of them not plain",
  },
  "addresses are of one stack": {
    file: "address",
    from: "if (address.owner !== element) address.isShared = true;",
    to: "",
    caughtBy: "two resources on one logical id",
  },
  "overrides of the stack are merged": {
    file: "finished",
    from: "reachesInto(stack, path) ? {} :",
    to: "",
    caughtBy: "addOverride of a stack on its resources",
  },
  "overrides of the stack are merged into what cdktf made": {
    file: "finished",
    from: "if (reachesInto(stack, path)) return document;",
    to: "",
    caughtBy: "addOverride of a stack on its data sources, providers and backend",
  },
  "overrides of the stack are merged into backends and providers": {
    file: "stack-overrides",
    from: "let at: unknown = overridesOf(stack);",
    to: 'if (path[0] !== "resource") return false;\n  let at: unknown = overridesOf(stack);',
    caughtBy: "addOverride of a stack on its data sources, providers and backend",
  },
  "a resource with its own toTerraform is cdktf's": {
    file: "resource",
    from: "if (this.toTerraform !== Resource.prototype.toTerraform) return super.toTerraform() as object;",
    to: "",
    caughtBy: "instances with their own toTerraform, toMetadata or synthesizeAttributes",
  },
  "a data source with its own toTerraform is cdktf's": {
    file: "data-source",
    from: "if (this.toTerraform !== Declared.prototype.toTerraform) return document;",
    to: "",
    caughtBy: "an Aspect that puts its own methods on every element",
  },
  "a provider with its own toTerraform is cdktf's": {
    file: "databricks-provider",
    from: "if (this.toTerraform !== DatabricksProvider.prototype.toTerraform) return super.toTerraform() as object;",
    to: "",
    caughtBy: "an Aspect that puts its own methods on every element",
  },
  "a backend with its own toTerraform is cdktf's": {
    file: "backend",
    from: "if (backend.toTerraform !== own) return toTerraform() as object;",
    to: "",
    caughtBy: "an Aspect that puts its own methods on every element",
  },

  // When a block is ours
  "count and forEach are cdktf's": {
    file: "block",
    from: "for (const name in meta) if (!PLAIN.has(name) && meta[name] !== undefined) return undefined;",
    to: "",
    caughtBy: "count and forEach",
  },
  "arguments named like meta arguments are cdktf's": {
    file: "block",
    from: "for (const name of META) if (name in args) return undefined;",
    to: "",
    caughtBy: "arguments named like meta arguments",
  },
  "conditions and triggers are cdktf's": {
    file: "block",
    from: "if (name === undefined || !isPlain) return LEFT_TO_CDKTF;",
    to: "if (name === undefined) continue;",
    caughtBy: "lifecycle: plain settings, conditions, set later",
  },
  "what blocks of ours do not know is cdktf's": {
    file: "resource",
    from: "this.#hasOwnBlock ? this.#args.forDocument(stack) : undefined",
    to: "this.#args.forDocument(stack)",
    caughtBy: "import and move",
  },
  "imports are cdktf's": {
    file: "resource",
    from: "this.#isImported = true;",
    to: "",
    caughtBy: "import and move",
  },
  "moves are cdktf's": {
    file: "resource",
    from: "this.hasResourceMove() !== undefined",
    to: "false",
    caughtBy: "import and move",
  },
  "provisioners are cdktf's": {
    file: "resource",
    from: "this.provisioners !== undefined",
    to: "false",
    caughtBy: "provisioners and connections",
  },
  "what overrides were merged into serves for no other document": {
    file: "resource",
    from: "this.#isOverridden ? document : this.#args.lend(document)",
    to: "this.#args.lend(document)",
    caughtBy: "addOverride without a token, on every shape of what is there",
  },
  "what cdktf tells of overrides is told": {
    file: "resource",
    from: "this.#hasOwnBlock && !this.#isOverridden;",
    to: "this.#hasOwnBlock;",
    caughtBy: "addOverride without a token, on every shape of what is there",
  },
  "overrides of the comment are cdktf's": {
    file: "overridden",
    from: 'if ("//" in overrides) return undefined;',
    to: "",
    caughtBy: "addOverride without a token, on every shape of what is there",
  },
  "overrides into null are cdktf's": {
    file: "overridden",
    from: "before === null || ",
    to: "",
    caughtBy: "an override into null",
  },
  "overrides into tokens are cdktf's": {
    file: "overridden",
    from: ' || (typeof before === "string" && before.includes("${"))',
    to: "",
    caughtBy: "an override into a token",
  },
  "overrides that only cdktf can write are cdktf's": {
    file: "overridden",
    from: "? toPlainData(member, stack) : undefined",
    to: "? (member as PlainObject) : undefined",
    caughtBy: "overrides with values that only cdktf can write",
  },
  "overrides into lists with gaps are cdktf's": {
    file: "resource",
    from: "if (this.#args.hasGap) return undefined;",
    to: "",
    caughtBy: "an override into a list of which an item is undefined",
  },
  "gaps are searched for everywhere": {
    file: "final-arguments",
    from: "isPlain(data) && Object.values(data).some(holdsGap)",
    to: "false",
    caughtBy: "an override into a list of which an item is undefined",
  },
  "attributes that somebody redefines are cdktf's": {
    file: "resource",
    from: "this.synthesizeAttributes === Resource.prototype.synthesizeAttributes",
    to: "true",
    caughtBy: "instances with their own toTerraform, toMetadata or synthesizeAttributes",
  },
  "what was made serves twice only if cdktf let go of it": {
    file: "final-arguments",
    from: "lent instanceof Fragment && Fragment.isPrepared(lent)",
    to: "lent !== undefined",
    caughtBy: "an Aspect that reads a document twice, and changes it each time",
  },

  "overrides of a provider are cdktf's": {
    file: "databricks-provider",
    from: "if (hasMembers(this.rawOverrides as object)) return undefined;",
    to: "",
    caughtBy: "addOverride of a provider and of a backend",
  },
  "overrides of a backend are cdktf's": {
    file: "backend",
    from: " && !isOverridden(backend)",
    to: "",
    caughtBy: "addOverride of a provider and of a backend",
  },
  "attributes of a backend that somebody redefines are cdktf's": {
    file: "backend",
    from: "synthesizer.synthesizeAttributes === synthesizeAttributes && ",
    to: "",
    caughtBy: "a backend with attributes of its own",
  },
  "overrides of a stack are merged into what a provider made itself": {
    file: "databricks-provider",
    from: "block === undefined || reachesInto(this.cdktfStack, path)",
    to: "block === undefined",
    caughtBy: "addOverride of a stack on its data sources, providers and backend",
  },
  "attributes of a provider by other names than Terraform's are cdktf's": {
    file: "databricks-provider",
    from: " || !/^[a-z]+(?:_[a-z]+)*$/.test(name)",
    to: "",
    caughtBy: "a provider with attributes of its own",
  },
  "nested attributes of a provider are cdktf's": {
    file: "databricks-provider",
    from: 'typeof attributes[name] === "object" || ',
    to: "",
    caughtBy: "a provider with attributes of its own",
  },

  // When there is nothing to prepare
  "what refers to something is prepared": {
    file: "stack-document",
    from: "if (known.get((element as Methods).toTerraform)?.(element) !== true) return false;",
    to: "",
    caughtBy: "references from a later stack to an earlier one, and back in another",
  },
  "a stack without a backend gets one": {
    file: "stack-document",
    from: "return hasBackend;",
    to: "return true;",
    caughtBy: "plain arguments at any depth of the tree",
  },
  "arguments that are given are prepared": {
    file: "resource",
    from: "resource.#args.isMade && ",
    to: "",
    caughtBy: "references from a later stack to an earlier one, and back in another",
  },
  "dependencies and conditions are prepared": {
    file: "resource",
    from: "references.every((one) => one === undefined)",
    to: "true",
    caughtBy: "references between stacks in conditions alone",
  },

  // When the document of a stack is ours
  "elements of others make a stack cdktf's": {
    file: "stack-document",
    from: "if (!isKnown(child)) return false;",
    to: "if (!isKnown(child)) continue;",
    caughtBy: "elements of a user's own kind",
  },
  "methods that somebody redefines are others'": {
    file: "stack-document",
    from: "known.has(toTerraform) && known.has(toMetadata)",
    to: "known.has(toTerraform)",
    caughtBy: "an instance with a toMetadata that counts its calls",
  },
  "what an element could not finish is cdktf's": {
    file: "stack-document",
    from: "!hasMembers(handedOver)",
    to: "addMembers(target, handedOver as Members)",
    caughtBy: "functions of every kind of argument",
  },
  "two elements on one address make a stack cdktf's": {
    file: "stack-document",
    from: "if (there instanceof Rendered || (value instanceof Rendered && there !== undefined)) return false;",
    to: "",
    caughtBy: "two resources on one logical id",
  },
  "overrides of a stack but the floor are cdktf's": {
    file: "provider-floor",
    from: "for (const name in at) if (name !== key) return false;",
    to: "",
    caughtBy: "addOverride of a stack beside its elements, by a reference",
  },
  "a version that is no floor is cdktf's": {
    file: "provider-floor",
    from: "/^>= \\d+\\.\\d+\\.\\d+$/.test(at)",
    to: "true",
    caughtBy: "addOverride of a stack on the provider's version, by a reference",
  },

  // Resources
  "a map or a list of a reference belongs to who asked": {
    file: "referable-resource",
    from: "return this.#reference(attribute).again();",
    to: "return this.#reference(attribute);",
    caughtBy: "a map and a list that one who read them changed",
  },
  "texts of a resource with forEach are cdktf's": {
    file: "referable-resource",
    from: "this.forEach ? super.getStringAttribute(attribute) : ",
    to: "",
    caughtBy: "count and forEach",
  },
  "numbers of a resource with forEach are cdktf's": {
    file: "referable-resource",
    from: "this.forEach ? super.getNumberAttribute(attribute) : ",
    to: "",
    caughtBy: "count and forEach",
  },
  "references of a resource with forEach are cdktf's": {
    file: "referable-resource",
    from: "if (this.forEach) return super.interpolationForAttribute(attribute);",
    to: "",
    caughtBy: "count and forEach",
  },
  "arguments named like meta arguments are deleted by cdktf": {
    file: "resource",
    from: 'if (this.#args.has("depends_on") || this.#args.has("for_each")) return meta;',
    to: "",
    caughtBy: "arguments named like meta arguments",
  },
  "overrides are merged into a copy": {
    file: "resource",
    from: "copyOf(given)",
    to: "{ ...given }",
    caughtBy: "overrides with values that only cdktf can write",
  },
  "overrides of a data source are merged into a copy": {
    file: "data-source",
    from: "copyOf(this.given)",
    to: "{ ...this.given }",
    caughtBy: "addOverride of a data source",
  },
  "an id stays once its address was given away": {
    file: "referable-resource",
    from: "return this.#fqn === undefined ? undefined : super.fqn;",
    to: "return undefined;",
    caughtBy: "a logical id that is overridden after its address was given away",
  },

  // Tokens of ours, where cdktf resolves them
  "a reference from another stack makes an output there": {
    file: "reference",
    from: "context.preparing && ",
    to: "false && ",
    caughtBy: "references between stacks, both ways of writing them",
  },
  "references are prepared in other stacks only": {
    file: "reference",
    from: " && here !== this.originStack",
    to: "",
    caughtBy: "lazy values",
  },
  "references inside of an expression have no braces": {
    file: "reference",
    from: "return bare ? text :",
    to: "return false ? text :",
    caughtBy: "functions of every kind of argument",
  },
  "dependencies have no braces where cdktf resolves them": {
    file: "dependency",
    from: "context.suppressBraces = true;",
    to: "",
    caughtBy: "dependsOn: ours, prebuilt, raw, none, across stacks",
  },

  // Writing
  "integer-like keys are printed by the engine": {
    file: "document-text",
    from: " || INTEGER.test(key)",
    to: "",
    caughtBy: "odd keys",
  },
  "keys are in order": {
    file: "plain-data",
    from: "return keys.sort();",
    to: "return keys;",
    caughtBy: "plain arguments at any depth of the tree",
  },
  "odd keys are cdktf's": {
    file: "plain-data",
    from: " || isOddKey(key)",
    to: "",
    caughtBy: "odd keys",
  },
  "what a stack's own toTerraform changes is put in order": {
    file: "write-once",
    from: "stack.toTerraform === TerraformStack.prototype.toTerraform",
    to: "true",
    caughtBy: "a stack that names elements and changes its document itself",
  },
  "only the last step is replaced": {
    file: "write-once",
    from: "if (!watched.isLastStep) return make();",
    to: "",
    caughtBy: "an Aspect that reads the document of its stack",
  },
  "a stack has its toTerraform back afterwards": {
    file: "write-once",
    from: "    restore();",
    to: "",
    caughtBy: "two syntheses of one program",
  },
  "errors of others go on": {
    file: "write-once",
    from: "if (error !== STOP) throw error;",
    to: "",
    caughtBy: "a validation that finds something",
  },
};

/** Faults that are none, each with the reason: the whole zoo stays green. */
export const EQUIVALENT: Readonly<Record<string, Omit<Mutant, "caughtBy">>> = {
  "cdktf takes the braces off whatever stands inside of braces in a text, as what a reference refers to does": {
    file: "reference",
    from: "context.suppressBraces = true;",
    to: "",
  },
  "what is not copied for an override is copied by nobody, and nobody changes it": {
    file: "resource",
    from: "return this.#isOverridden ? copyOf",
    to: "return true ? copyOf",
  },
  "what cdktf has to resolve is right too, only slower": {
    file: "plain-data",
    from: "return isOwn(token, stack) ? `\\${${token.identifier}}` : undefined;",
    to: "return undefined;",
  },
  "what is printed otherwise than the engine's first file is printed by the engine": {
    file: "document-text",
    from: "if (key < last) sorted = false;",
    to: "",
  },
  "every stack has a backend, and two of one kind in one document are cdktf's to merge": {
    file: "stack-document",
    from: "if (TerraformStack.isStack(child)) continue;",
    to: "",
  },
};
