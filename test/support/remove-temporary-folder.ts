export { leave as default } from "./temporary-folder";
