const EFFECTS = new Set(["useEffect", "useLayoutEffect", "useInsertionEffect"]);
const FUNCTIONS = new Set(["ArrowFunctionExpression", "FunctionExpression"]);

/**
 * React calls what an effect returns as its clean-up. So an effect is written out where it is used, in braces,
 * and returns nothing or a function written out: a value that merely happens to be returned, such as the
 * Promise of `scrollIntoView`, breaks the page.
 */
export default {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      inline: "Write the effect out here, so that what it returns can be seen.",
      expression: "Put the effect's body in braces: React calls what an effect returns.",
      async: "An async effect returns a Promise. Call an async function inside it with `void`.",
      value: "An effect returns nothing, or its clean-up as a function written out.",
    },
  },
  create(context) {
    const effects = new Set();
    return {
      CallExpression(node) {
        if (!EFFECTS.has(calledName(node.callee))) return;
        const [effect] = node.arguments;
        const fault = effect && faultOf(effect);
        if (fault) context.report({ node: effect, messageId: fault });
        else effects.add(effect);
      },
      ReturnStatement(node) {
        if (!node.argument || !effects.has(functionAround(node))) return;
        if (!FUNCTIONS.has(node.argument.type)) context.report({ node, messageId: "value" });
      },
    };
  },
};

function faultOf(effect) {
  if (!FUNCTIONS.has(effect.type)) return "inline";
  if (effect.async) return "async";
  return effect.body.type === "BlockStatement" ? undefined : "expression";
}

/** The name of `useEffect` and of `React.useEffect` alike. */
function calledName(callee) {
  return callee.type === "MemberExpression" ? callee.property.name : callee.name;
}

function functionAround(node) {
  let above = node.parent;
  while (above && !FUNCTIONS.has(above.type) && above.type !== "FunctionDeclaration") above = above.parent;
  return above;
}
