/** 12 hexadecimal digits over names and contents of the client's sources under `root`. */
export declare function sourceStamp(root: string): string;
