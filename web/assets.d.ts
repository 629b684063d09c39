/** The bundler makes the page's style sheet of what is imported. */
declare module "*.css";
