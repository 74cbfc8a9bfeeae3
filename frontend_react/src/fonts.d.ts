declare module "@fontsource-variable/figtree/wght.css";
declare module "@fontsource-variable/source-serif-4/wght.css";
